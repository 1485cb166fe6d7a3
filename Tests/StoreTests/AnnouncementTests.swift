import Attendance
import Store
import TestSupport
import Testing

/// What a webhook told of, until a pull has found it.
@Suite struct AnnouncementTests {
    private func announce(_ ledger: Ledger, _ punch: Punch, at: Instant? = nil) async throws -> Bool {
        try await ledger.store.hooks.announce(punch, device: ledger.device, now: at ?? ledger.now)
    }

    @Test func theLongestDueIsPulledFirstAndWhatIsSettledNoMore() async throws {
        try await Ledger.with { ledger in
            let hooks = ledger.store.hooks
            for (number, wait) in [(1, 30), (2, 10), (3, 20), (4, 31)] {
                #expect(try await announce(ledger, Ledger.punch(number), at: ledger.now + .seconds(wait)))
            }
            let due = try await hooks.due(now: ledger.now + .seconds(30))
            #expect(due.map(\.at) == [2, 3, 1].map { Ledger.punch($0).at })
            #expect(try await hooks.due(now: ledger.now + .seconds(30), limit: 2).count == 2)
            let later = ledger.now + .minutes(1)
            try await hooks.settle(due[0], .confirmed, nextAttemptAt: later, device: ledger.device, now: later)
            try await hooks.settle(due[1], .notFound, nextAttemptAt: later, device: ledger.device, now: later)
            try await hooks.settle(
                due[2], .announced, nextAttemptAt: later + .milliseconds(1), device: ledger.device, now: later)
            let rest = try await hooks.due(now: later)
            #expect(rest.map(\.at) == [Ledger.punch(4).at])
            let next = try await hooks.due(now: later + .milliseconds(1))
            #expect(next.map(\.attempts) == [0, 1])
            let open = try await hooks.open()
            #expect(open.map(\.announcement.at) == [4, 1].map { Ledger.punch($0).at })
            #expect(open.allSatisfy { $0.device == "Office" })
            #expect(try await ledger.events("hook.not-found") == 1)
        }
    }

    @Test func aRepetitionIsKnownAlsoWhenItIsSettled() async throws {
        try await Ledger.with { ledger in
            #expect(try await announce(ledger, Ledger.punch(1)))
            #expect(try await !announce(ledger, Ledger.punch(1)))
            let hooks = ledger.store.hooks
            let due = try await hooks.due(now: ledger.now)
            try await hooks.settle(
                try #require(due.first), .confirmed, nextAttemptAt: ledger.now, device: ledger.device, now: ledger.now)
            #expect(try await !announce(ledger, Ledger.punch(1)))
            #expect(try await hooks.open().isEmpty)
        }
    }

    @Test func aConfirmedOneIsForgottenAfterAWeekAndAnOpenOneNever() async throws {
        try await Ledger.with { ledger in
            let hooks = ledger.store.hooks
            for number in 1...3 { _ = try await announce(ledger, Ledger.punch(number)) }
            let due = try await hooks.due(now: ledger.now)
            try await hooks.settle(
                due[0], .confirmed, nextAttemptAt: ledger.now, device: ledger.device, now: ledger.now)
            let week = ledger.now + .hours(24 * 7)
            try await hooks.settle(due[1], .announced, nextAttemptAt: week, device: ledger.device, now: week)
            #expect(try ledger.value("SELECT count(*) FROM announcement") == 3)
            try await hooks.settle(
                due[1], .notFound, nextAttemptAt: week, device: ledger.device, now: week + .milliseconds(1))
            #expect(try ledger.value("SELECT group_concat(state) FROM announcement ORDER BY id") == "2,0")
        }
    }

    /// Webhooks and pulls may differ below the second, and by the person's name or code.
    @Test(arguments: [
        (500, "1001", "Lan", true), (0, "1001", "Lan", true), (999, "1001", "Lan", true),
        (1000, "1001", "Lan", false), (-1, "1001", "Lan", false), (500, "1001", "Somebody", true),
        (500, "2002", "Lan", true), (500, "2002", "Somebody", false),
    ])
    func itIsConfirmedByThatPersonsPunchWithinItsSecond(
        _ milliseconds: Int, _ code: String, _ name: String, _ isConfirmed: Bool
    ) async throws {
        try await Ledger.with { ledger in
            let second = Ledger.punch(1).at
            _ = try await announce(ledger, Ledger.punch("a", at: second + .milliseconds(400)))
            var pulled = Ledger.punch("b", at: second + .milliseconds(milliseconds), code: code)
            pulled.personName = name
            let counts = try await ledger.store.hooks.ingest(
                IngestPage(rows: 1, punches: [pulled], checkpoint: ""), device: ledger.device,
                release: ReleaseRule(dueAt: nil, now: ledger.now), now: ledger.now)
            #expect(counts.new == 1)
            let announcement = try #require(try await ledger.store.hooks.due(now: ledger.now).first)
            let found = try await ledger.store.hooks.isConfirmed(announcement, device: ledger.device)
            #expect(found == isConfirmed)
            let branch = try await ledger.addDevice("Branch", place: "2")
            #expect(try await ledger.store.hooks.isConfirmed(announcement, device: branch) == false)
            #expect(try ledger.miscounted() == [])
        }
    }
}
