import Access
import Attendance
import Testing

/// Nobody gives away rights that they do not have, and names and passwords are checked before they are kept.
@Suite struct GrantTests {
    private func somebody(_ permissions: Set<Permission>) -> Principal {
        Principal(.person("lan"), permissions: permissions)
    }

    @Test func aRoleIsGivenByWhoMayAllThatItMay() throws {
        for role in Role.allCases {
            try somebody(role.permissions).mayGive(role)
            for missing in role.permissions {
                let failure = GrantFailure.beyondOwnRights(role, missing)
                #expect(throws: failure) { try somebody(role.permissions.subtracting([missing])).mayGive(role) }
                #expect(failure.blame == .permission && failure.phrase.en.contains("(\(missing.rawValue))"))
            }
        }
    }

    @Test func aTokenHasAScopeAndNoneThatItsMakerLacks() throws {
        let maker = somebody([.tokens, .sync])
        try maker.mayGive([.sync])
        #expect(throws: GrantFailure.noScope) { try maker.mayGive([]) }
        #expect(throws: GrantFailure.beyondOwnScopes(.clean)) { try maker.mayGive([.sync, .users, .clean]) }
        #expect(GrantFailure.noScope.blame == .request && GrantFailure.beyondOwnScopes(.clean).blame == .request)
    }

    @Test func aNameIsKeptAsItIsSeenOrRefusedAtItsField() throws {
        #expect(try UserNameRule.checked("  Lan\u{200B} Anh ") == "Lan Anh")
        #expect(throws: FieldFailure.self) { try UserNameRule.checked(" ") }
        #expect(throws: RequestFailure.self) { try UserNameRule.checked("rules") }
    }

    @Test func aPasswordIsTakenAsItIsOrRefused() throws {
        #expect(try PasswordRule.checked(" giữa trưa nắng ", userName: "lan") == " giữa trưa nắng ")
        #expect(throws: RequestFailure.self) { try PasswordRule.checked("short", userName: "lan") }
    }
}
