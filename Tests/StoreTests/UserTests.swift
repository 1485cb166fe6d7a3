import Access
import Attendance
import Database
import Foundation
import SQLiteDatabase
import Store
import TestSupport
import Testing

/// Accounts, their sessions and the invitations to them, as the store keeps them.
@Suite struct UserTests {
    private func with(
        _ body: @escaping @Sendable (TestHub, UserRepository, User) async throws -> Void
    ) async throws {
        try await TestHub.with { hub, _ in
            let users = hub.store.users
            try await body(
                hub, users,
                try await users.add(
                    "Lan", role: .admin, passwordHash: "hash", act: Act(by: .person("test"), at: hub.clock.now)))
        }
    }

    private func lives(_ hub: TestHub, _ session: String, isUse: Bool = true) async throws -> Bool {
        try await hub.store.users.session(session, now: hub.clock.now, isUse: isUse) != nil
    }

    // MARK: Sessions

    @Test func aSessionEndsAfterTwelveIdleHours() async throws {
        try await with { hub, users, lan in
            try await users.beginSession("a", of: lan, now: hub.clock.now)
            hub.clock.advance(by: .hours(12) - .milliseconds(1))
            #expect(try await lives(hub, "a", isUse: false))
            hub.clock.advance(by: .milliseconds(1))
            #expect(try await !lives(hub, "a"))
        }
    }

    @Test func useKeepsASessionAliveAndWatchingDoesNot() async throws {
        try await with { hub, users, lan in
            try await users.beginSession("used", of: lan, now: hub.clock.now)
            try await users.beginSession("watched", of: lan, now: hub.clock.now)
            for _ in 0..<3 {
                hub.clock.advance(by: .hours(5))
                #expect(try await lives(hub, "used"))
                _ = try await lives(hub, "watched", isUse: false)
            }
            #expect(try await !lives(hub, "watched"))
        }
    }

    @Test func aMonthIsTheLongestThatASessionLivesHoweverItIsUsed() async throws {
        try await with { hub, users, lan in
            try await users.beginSession("a", of: lan, now: hub.clock.now)
            for hour in stride(from: 10, to: 24 * 30, by: 10) {
                hub.clock.advance(by: .hours(10))
                #expect(try await lives(hub, "a"), "after \(hour) hours")
            }
            hub.clock.advance(by: .hours(10))
            #expect(try await !lives(hub, "a"))
        }
    }

    @Test func aSessionIsItsSecretsAndEndsAlone() async throws {
        try await with { hub, users, lan in
            let hoa = try await users.add(
                "Hoa", role: .viewer, passwordHash: "h", act: Act(by: .person("test"), at: hub.clock.now))
            for (secret, user) in [("a", lan), ("b", lan), ("c", hoa)] {
                try await users.beginSession(secret, of: user, now: hub.clock.now)
            }
            #expect(try await users.session("c", now: hub.clock.now)?.name == "Hoa")
            for wrong in ["A", "", "a "] { #expect(try await !lives(hub, wrong)) }
            try await users.endSession("a")
            #expect(try await !lives(hub, "a"))
            #expect(try await lives(hub, "b"))
            try await users.setPassword("new", of: lan, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await !lives(hub, "b"))
            #expect(try await lives(hub, "c"), "nobody else is signed out")
            #expect(try await users.credentials(of: "lan")?.hash == "new")
            #expect(try await users.credentials(of: "hoa")?.hash == "h")
        }
    }

    @Test func whoIsShutOutIsOutAndMustSignInAnewAfterwards() async throws {
        try await with { hub, users, lan in
            let hoa = try await users.add(
                "Hoa", role: .viewer, passwordHash: "h", act: Act(by: .person("test"), at: hub.clock.now))
            try await users.beginSession("lan", of: lan, now: hub.clock.now)
            try await users.beginSession("hoa", of: hoa, now: hub.clock.now)
            try await users.change(
                hoa, role: .operator, isEnabled: true, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await users.session("hoa", now: hub.clock.now)?.role == .operator)
            try await users.change(
                hoa, role: .operator, isEnabled: false, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await !lives(hub, "hoa"))
            #expect(try await lives(hub, "lan"))
            #expect(try await users.credentials(of: "hoa") == nil)
            #expect(try await users.find("hoa").principal.permissions.isEmpty)
            try await users.change(
                hoa, role: .operator, isEnabled: true, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await !lives(hub, "hoa"), "the old session does not come back")
        }
    }

    @Test func aClockThatLeapsAheadForAWhileEndsNoSessionForGood() async throws {
        try await with { hub, users, lan in
            let start = hub.clock.now
            try await users.beginSession("a", of: lan, now: start)
            let leapt = start + .hours(24 * 45)
            #expect(try await users.session("a", now: leapt) == nil)
            try await users.beginSession("b", of: lan, now: leapt)
            #expect(try await users.session("a", now: start + .hours(1)) != nil)
            // Long after its end it is gone from the file.
            try await users.beginSession("c", of: lan, now: start + .hours(24 * 91))
            #expect(try await users.session("a", now: start + .hours(1)) == nil)
        }
    }

    @Test func theFileHasNoSecretOfASession() async throws {
        try await with { hub, users, lan in
            try await users.beginSession("a-very-secret-cookie", of: lan, now: hub.clock.now)
            try await users.invite("a-very-secret-link", role: .viewer, act: Act(by: .person("Lan"), at: hub.clock.now))
            let path = hub.store.directory.appending(path: "rollcall.db").path
            let queue = try SQLiteFile(path: path)
            let found = try queue.read { database in
                try String.fetchAll(
                    database,
                    sql: """
                        SELECT CAST(digest AS TEXT) FROM session UNION SELECT CAST(digest AS TEXT) FROM invitation
                        """
                )
            }
            #expect(found.count == 2 && !found.contains { $0.contains("secret") })
            #expect(try await users.find("Lan").lastLoginAt == hub.clock.now)
        }
    }

    // MARK: Accounts

    @Test func theFirstAccountIsMadeOnceAndIsAnAdministrator() async throws {
        try await TestHub.with { hub, _ in
            let users = hub.store.users
            #expect(try await users.isEmpty())
            let first = try await users.addFirst("Lan", passwordHash: "h", now: hub.clock.now)
            #expect(first.role == .admin && first.isEnabled)
            await #expect(throws: StoreFailure.self) {
                _ = try await users.addFirst("Eve", passwordHash: "h", now: hub.clock.now)
            }
            #expect(try await !users.isEmpty())
            #expect(try await users.all().map(\.name) == ["Lan"])
        }
    }

    @Test(arguments: ["lan", "LAN", "L\u{200B}an", " Lan "])
    func aNameThatLooksTheSameIsTaken(_ name: String) async throws {
        try await with { hub, users, _ in
            await #expect(throws: StoreFailure.self) {
                _ = try await users.add(
                    name, role: .viewer, passwordHash: "h", act: Act(by: .person("test"), at: hub.clock.now))
            }
            let known = try await users.credentials(of: name)
            #expect(known?.user.name == "Lan")
        }
    }

    @Test func oneAdministratorWhoMaySignInIsAlwaysThere() async throws {
        try await with { hub, users, lan in
            let hoa = try await users.add(
                "Hoa", role: .admin, passwordHash: "h", act: Act(by: .person("test"), at: hub.clock.now))
            try await users.change(
                hoa, role: .admin, isEnabled: false, act: Act(by: .person("test"), at: hub.clock.now))
            for (role, isEnabled) in [(Role.viewer, true), (.admin, false), (.viewer, false)] {
                await #expect(throws: StoreFailure.self) {
                    try await users.change(
                        lan, role: role, isEnabled: isEnabled, act: Act(by: .person("test"), at: hub.clock.now))
                }
            }
            let kept = try await users.find("Lan")
            #expect(kept.role == .admin && kept.isEnabled, "a refusal changes nothing")
            let events = try await hub.store.history.entries(limit: 20).filter { $0.event == "user.changed" }
            #expect(events.count == 1)
        }
    }

    // MARK: Invitations

    @Test func anInvitationIsAcceptedOnceAndAFailureUsesNothingUp() async throws {
        try await with { hub, users, lan in
            let now = hub.clock.now
            try await users.invite("link", role: .operator, act: Act(by: .person(lan.name), at: now))
            await #expect(throws: StoreFailure.self) {
                _ = try await users.accept("link", name: "lan", passwordHash: "h", now: now)
            }
            #expect(try await users.invitation("link", now: now) == .operator)
            let made = try await users.accept("link", name: "An", passwordHash: "h", now: now)
            #expect(made.role == .operator)
            #expect(try await users.invitation("link", now: now) == nil)
            await #expect(throws: StoreFailure.self) {
                _ = try await users.accept("link", name: "Binh", passwordHash: "h", now: now)
            }
            #expect(try await users.all().count == 2)
        }
    }

    @Test func anInvitationLivesForSevenDaysToTheMoment() async throws {
        try await with { hub, users, lan in
            let end = hub.clock.now + .hours(24 * 7)
            try await users.invite("link", role: .viewer, act: Act(by: .person(lan.name), at: hub.clock.now))
            #expect(try await users.invitation("link", now: end - .milliseconds(1)) == .viewer)
            #expect(try await users.invitation("link", now: end) == nil)
            await #expect(throws: StoreFailure.self) {
                _ = try await users.accept("link", name: "An", passwordHash: "h", now: end)
            }
        }
    }

    @Test func whatAPersonChoseOfTheLanguageIsTheirsAlone() async throws {
        try await with { hub, users, lan in
            _ = try await users.add(
                "Hoa", role: .viewer, passwordHash: "h", act: Act(by: .person("test"), at: hub.clock.now))
            try await users.setLanguage(.en, of: lan)
            #expect(try await users.find("Lan").language == .en)
            #expect(try await users.find("Hoa").language == nil)
            try await users.setLanguage(nil, of: lan)
            #expect(try await users.find("Lan").language == nil)
        }
    }
}
