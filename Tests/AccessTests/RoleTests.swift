import Access
import Testing

@Suite struct RoleTests {
    @Test func anInstallerOfNoVerifiedCompanyMayOnlyProposeOne() {
        #expect(Role.installer.permissions(isVerified: false) == [.companyPropose])
        #expect(Role.installer.permissions(isVerified: true).contains(.casesFile))
    }
}
