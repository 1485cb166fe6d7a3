import Access
import Attendance
import Store
import TestSupport
import Testing
import UnbindingCases

/// Tokens of programs: what they open, for whom they speak, and when they stop.
@Suite struct TokenTests {
    private func with(_ body: @escaping @Sendable (TestHub, APITokenRepository) async throws -> Void) async throws {
        try await TestHub.with { hub, _ in try await body(hub, hub.store.apiTokens) }
    }

    @Test func aTokenOpensWhatItsScopesSayAndNothingElse() async throws {
        try await with { hub, tokens in
            let (made, secret) = try await tokens.add(
                "backup", scopes: [.sync, .devicesRead], act: Act(by: .command, at: hub.clock.now))
            let found = try #require(try await tokens.find(secret: secret, now: hub.clock.now))
            #expect(found.id == made.id && found.principal.permissions == [.sync, .devicesRead])
            #expect(found.principal.name == "token backup" && found.principal.accountID == nil)
            #expect(found.principal.companyID == nil && secret.hasPrefix("rollcall_"))
            for wrong in ["", "rollcall_", String(secret.dropFirst(9)), secret + "x", secret.uppercased()] {
                #expect(try await tokens.find(secret: wrong, now: hub.clock.now) == nil, "\(wrong)")
            }
        }
    }

    @Test func itSpeaksForTheCompanyThatItWasMadeFor() async throws {
        try await with { hub, tokens in
            let company = try await hub.store.companies.addVerified(
                "Ánh Dương", taxCode: "0312345678", act: Act(by: .person("test"), at: hub.clock.now))
            let (_, secret) = try await tokens.add(
                "app", scopes: [.casesFile], company: company.id, act: Act(by: .command, at: hub.clock.now))
            #expect(try await tokens.find(secret: secret, now: hub.clock.now)?.principal.companyID == company.id)
        }
    }

    @Test func theUseIsNotedEveryTenMinutes() async throws {
        try await with { hub, tokens in
            let start = hub.clock.now
            let (_, secret) = try await tokens.add("a", scopes: [.sync], act: Act(by: .command, at: start))
            func used() async throws -> Instant? {
                let all = try await tokens.all()
                return all.first?.lastUsedAt
            }
            #expect(try await used() == nil)
            for (minutes, noted) in [(0, 0), (10, 0), (11, 11), (20, 11), (22, 22)] {
                _ = try await tokens.find(secret: secret, now: start + .minutes(minutes))
                #expect(try await used() == start + .minutes(noted), "after \(minutes)")
            }
        }
    }

    @Test func aNameIsUsedOnceAndARevokedOneIsFreeAgain() async throws {
        try await with { hub, tokens in
            let (_, first) = try await tokens.add("a", scopes: [.sync], act: Act(by: .command, at: hub.clock.now))
            let (_, other) = try await tokens.add("b", scopes: [.sync], act: Act(by: .command, at: hub.clock.now))
            await #expect(throws: StoreFailure.self) {
                _ = try await tokens.add("a", scopes: [.users], act: Act(by: .command, at: hub.clock.now))
            }
            try await tokens.revoke("a", act: Act(by: .command, at: hub.clock.now))
            #expect(try await tokens.find(secret: first, now: hub.clock.now) == nil)
            #expect(try await tokens.find(secret: other, now: hub.clock.now) != nil)
            await #expect(throws: StoreFailure.self) {
                try await tokens.revoke("a", act: Act(by: .person("x"), at: hub.clock.now))
            }
            let (_, again) = try await tokens.add("a", scopes: [.sync], act: Act(by: .command, at: hub.clock.now))
            #expect(again != first)
            #expect(try await tokens.find(secret: first, now: hub.clock.now) == nil)
        }
    }

    @Test func aNameComesBeforeANumberThatLooksLikeIt() async throws {
        try await with { hub, tokens in
            let (one, _) = try await tokens.add("one", scopes: [.sync], act: Act(by: .command, at: hub.clock.now))
            _ = try await tokens.add("\(one.id)", scopes: [.sync], act: Act(by: .command, at: hub.clock.now))
            try await tokens.revoke("\(one.id)", act: Act(by: .command, at: hub.clock.now))
            #expect(try await tokens.all().map(\.name) == ["one"])
            try await tokens.revoke("\(one.id)", act: Act(by: .command, at: hub.clock.now))
            #expect(try await tokens.all().isEmpty)
        }
    }

    @Test func aTokenStopsWithItsMakerAndGoesOnWithThemAgain() async throws {
        try await with { hub, tokens in
            let users = hub.store.users
            for name in ["Lan", "Hoa"] {
                _ = try await users.add(
                    name, role: .admin, passwordHash: "h", act: Act(by: .person("test"), at: hub.clock.now))
            }
            let (_, lans) = try await tokens.add(
                "l", scopes: [.tokens], act: Act(by: .person("Lan"), at: hub.clock.now))
            let (_, next) = try await tokens.add("n", scopes: [.sync], act: Act(by: .token("l"), at: hub.clock.now))
            let (_, hoas) = try await tokens.add("h", scopes: [.sync], act: Act(by: .person("Hoa"), at: hub.clock.now))
            try await users.invite("link", role: .viewer, act: Act(by: .token("n"), at: hub.clock.now))
            func works() async throws -> [Bool] {
                var all: [Bool] = []
                for secret in [lans, next, hoas] {
                    all.append(try await tokens.find(secret: secret, now: hub.clock.now) != nil)
                }
                return all + [try await users.invitation("link", now: hub.clock.now) != nil]
            }
            #expect(try await works() == [true, true, true, true])
            let lan = try await users.find("Lan")
            try await users.change(
                lan, role: .admin, isEnabled: false, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await works() == [false, false, true, false])
            try await users.change(lan, role: .admin, isEnabled: true, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await works() == [true, true, true, true])
        }
    }
}
