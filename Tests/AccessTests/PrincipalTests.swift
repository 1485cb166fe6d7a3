import Access
import Attendance
import Testing

/// What belongs to whom is told by numbers that are there, never by two that are missing.
@Suite struct PrincipalTests {
    private func who(_ account: Int64?, _ company: Int64?) -> Principal {
        Principal(.person("x"), permissions: [], accountID: account, companyID: company)
    }

    @Test(
        arguments: [
            (1, 1, true), (1, 2, false), (1, nil, false), (nil, 1, false), (nil, nil, false),
        ] as [(Int64?, Int64?, Bool)])
    func anAccountOwnsWhatIsItsOwn(_ account: Int64?, _ owner: Int64?, _ isOwn: Bool) {
        #expect(who(account, nil).owns(owner) == isOwn)
        #expect(who(account, 7).owns(owner) == isOwn, "a company owns nothing by itself")
    }

    @Test(
        arguments: [
            (7, 7, true), (7, 8, false), (7, nil, false), (nil, 7, false), (nil, nil, false),
        ] as [(Int64?, Int64?, Bool)])
    func colleaguesShareAndThoseOfNoCompanyDoNot(_ company: Int64?, _ other: Int64?, _ isShared: Bool) {
        #expect(who(1, company).shares(2, other) == isShared)
        #expect(who(nil, company).shares(nil, other) == isShared, "programs too")
        #expect(who(1, company).shares(1, other), "the own one stays, whoever's company it was then")
    }

    @Test func nobodyMayWhatIsNotNamed() {
        let reader = Principal(.person("x"), permissions: [.devicesRead])
        #expect(reader.may(.devicesRead))
        for permission in Permission.allCases where permission != .devicesRead { #expect(!reader.may(permission)) }
    }
}
