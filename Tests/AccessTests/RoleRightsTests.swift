import Access
import Attendance
import Testing

/// Each role's rights, written out: whoever changes one changes it here too.
@Suite struct RoleRightsTests {
    private static let rights: [(Role, Set<Permission>)] = [
        (.admin, Set(Permission.allCases)),
        (
            .operator,
            [
                .devicesRead, .devicesWrite, .sync, .punchesRead, .hrRead, .hrWrite, .deliveriesWrite, .statusRead,
                .historyRead, .settingsRead, .networkRead, .networkSearch,
            ]
        ),
        (.viewer, [.devicesRead, .punchesRead, .hrRead, .statusRead, .historyRead]),
        (.installer, [.networkRead, .networkSearch, .networkReport, .unbind, .casesFile, .companyPropose]),
        (.reviewer, [.networkRead, .networkSearch, .casesRead, .casesDecide]),
    ]

    @Test(arguments: RoleRightsTests.rights)
    func aRoleMayExactlyThis(_ role: Role, _ may: Set<Permission>) {
        #expect(role.permissions == may)
    }

    @Test func everyRoleIsInTheTable() {
        #expect(Set(Self.rights.map(\.0)) == Set(Role.allCases))
    }

    @Test func onlyAnInstallerWaitsForACompany() {
        for role in Role.allCases {
            #expect(role.permissions(isVerified: true) == role.permissions)
            #expect((role.permissions(isVerified: false) == role.permissions) == (role != .installer), "\(role)")
        }
    }

    @Test func whoDecidesCasesFilesNoneUnlessTheyMayEverything() {
        for role in Role.allCases where role != .admin {
            #expect(!role.permissions.isSuperset(of: [.casesFile, .casesDecide]), "\(role)")
            #expect(role.permissions.isDisjoint(with: [.users, .tokens, .clean, .settingsWrite, .deskWrite]))
        }
    }

    /// Tokens and histories keep these words: another one would take a scope away from every token that has it.
    @Test func theWordsOfScopesStay() {
        let words = Permission.allCases.map(\.rawValue)
        #expect(
            words == [
                "devices.read", "devices.write", "sync", "punches.read", "hr.read", "hr.write", "deliveries.write",
                "status.read", "history.read", "settings.read", "settings.write", "network.read", "network.search",
                "network.report", "unbind", "company.propose", "cases.file", "cases.read", "cases.decide",
                "desk.write", "clean", "users", "tokens",
            ])
    }

    @Test func everythingHasANameInBothLanguages() {
        for (en, vi) in Permission.allCases.map({ ($0.title.en, $0.title.vi) })
            + Role.allCases.map({ ($0.title.en, $0.title.vi) })
        {
            #expect(!en.isEmpty && !vi.isEmpty && en != vi, "\(en)")
        }
        #expect(Set(Permission.allCases.map(\.title.en)).count == Permission.allCases.count)
    }
}
