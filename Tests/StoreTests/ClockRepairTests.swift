import Attendance
import Store
import TestSupport
import Testing

/// What a wrong clock left behind: what is put right, and what is left alone.
@Suite struct ClockRepairTests {
    /// A row of one table, whether an instant in it can only be a wrong clock's, and what it is afterwards.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let change: String
        let read: String
        let isWrong: Bool

        var testDescription: String { name }
    }

    private static let now = Instant("2026-03-16T10:00:00+07:00").milliseconds
    private static let late = now + 120_000
    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 24 * hour

    private static func device(_ name: String, _ next: Int64, _ more: String = "", isWrong: Bool) -> Row {
        Row(
            name: name, change: "UPDATE device SET next_run_at = \(next)\(more)",
            read: "SELECT next_run_at FROM device", isWrong: isWrong)
    }

    private static func client(_ name: String, next: Int64, attempted: Int64, isWrong: Bool) -> Row {
        Row(
            name: name, change: "UPDATE hr_client SET next_attempt_at = \(next), attempted_at = \(attempted)",
            read: "SELECT next_attempt_at FROM hr_client", isWrong: isWrong)
    }

    private static func delivery(_ name: String, due: Int64, at: String, isWrong: Bool, state: Int = 0) -> Row {
        Row(
            name: name, change: "UPDATE delivery SET due_at = \(due), at = \(at), state = \(state)",
            read: "SELECT due_at FROM delivery", isWrong: isWrong)
    }

    private static func notice(_ name: String, attempts: Int, due: Int64, isWrong: Bool) -> Row {
        Row(
            name: name,
            change: """
                INSERT INTO notice (user_name, event, text_en, text_vi, at) VALUES ('', 'x', '', '', \(now));
                INSERT INTO notice_delivery (notice_id, channel, target, due_at, attempts)
                  VALUES ((SELECT max(id) FROM notice), 'webhook', '', \(due), \(attempts))
                """,
            read: "SELECT due_at FROM notice_delivery", isWrong: isWrong)
    }

    static let rows = [
        device("a period ahead", late + 2 * minute, isWrong: false),
        device("more than a period ahead", late + 2 * minute + 1, isWrong: true),
        device("a period of its own", late + hour, ", period_seconds = 3600", isWrong: false),
        device("more than its own", late + hour + 1, ", period_seconds = 3600", isWrong: true),
        device("a probe of a failing one", late + hour, ", failures = 1", isWrong: false),
        device("a later probe", late + hour + 1, ", failures = 1", isWrong: true),
        device("a long period that fails", late + 2 * hour, ", failures = 1, period_seconds = 7200", isWrong: false),
        client("a day of peace", next: late + day, attempted: now, isWrong: false),
        client("more than a day", next: late + day + 1, attempted: now, isWrong: true),
        client("tried just now", next: now + hour, attempted: late, isWrong: false),
        client("tried in the future", next: now + 1, attempted: late + 1, isWrong: true),
        client("over already", next: now, attempted: late + day, isWrong: false),
        Row(
            name: "failing since now", change: "UPDATE hr_client SET failing_since = \(late)",
            read: "SELECT failing_since FROM hr_client", isWrong: false),
        Row(
            name: "failing since tomorrow", change: "UPDATE hr_client SET failing_since = \(late + 1)",
            read: "SELECT failing_since FROM hr_client", isWrong: true),
        delivery("due just now", due: late, at: "NULL", isWrong: false),
        delivery("never tried and due later", due: late + 1, at: "NULL", isWrong: true),
        delivery("tried, and due when it was told", due: late + day, at: "\(late)", isWrong: false),
        delivery("tried in the future", due: late + day, at: "\(late + 1)", isWrong: true),
        delivery("not waiting", due: late + day, at: "NULL", isWrong: false, state: 3),
        Row(
            name: "an announcement's longest wait",
            change: "UPDATE announcement SET next_attempt_at = \(late + 15 * minute)",
            read: "SELECT next_attempt_at FROM announcement", isWrong: false),
        Row(
            name: "an announcement's longer wait",
            change: "UPDATE announcement SET next_attempt_at = \(late + 15 * minute + 1)",
            read: "SELECT next_attempt_at FROM announcement", isWrong: true),
        notice("a notice that nobody tried", attempts: 0, due: late + 30_000, isWrong: false),
        notice("a notice that nobody tried, later", attempts: 0, due: late + 30_001, isWrong: true),
        notice("a notice after three tries", attempts: 3, due: late + 2 * minute, isWrong: false),
        notice("a notice after three tries, later", attempts: 3, due: late + 2 * minute + 1, isWrong: true),
        notice("a notice after many tries", attempts: 40, due: late + 256 * minute, isWrong: false),
        notice("a notice after many tries, later", attempts: 40, due: late + 256 * minute + 1, isWrong: true),
        Row(
            name: "an announcement of the future", change: "UPDATE announcement SET received_at = \(late + 1)",
            read: "SELECT received_at FROM announcement", isWrong: true),
        Row(
            name: "a settled announcement",
            change: "UPDATE announcement SET received_at = \(late + day), next_attempt_at = \(late + day), state = 1",
            read: "SELECT received_at FROM announcement", isWrong: false),
    ]

    @Test(arguments: rows) func whatOnlyAWrongClockCanHaveWrittenIsPutRight(_ row: Row) async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            _ = try await ledger.store.hooks.announce(Ledger.punch(2), device: ledger.device, now: ledger.now)
            try ledger.change("UPDATE sync_run SET ended_at = \(ClockRepairTests.late)")
            try ledger.change(row.change)
            let before: Int64? = try ledger.value(row.read)
            let count = try await ledger.store.clock.putRight(usualPeriod: .minutes(2), now: ledger.now)
            #expect(count == (row.isWrong ? 1 : 0))
            let after: Int64? = try ledger.value(row.read)
            #expect(after == (row.isWrong ? ClockRepairTests.now : before))
            #expect(try await ledger.store.clock.putRight(usualPeriod: .minutes(2), now: ledger.now) == 0)
        }
    }

    @Test func aRunThatEndedInTheFutureSetNoTimeForTheNext() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            try ledger.change("UPDATE device SET next_run_at = \(ClockRepairTests.now + 1)")
            try ledger.change("UPDATE sync_run SET ended_at = \(ClockRepairTests.late + 1)")
            #expect(try await ledger.store.clock.putRight(usualPeriod: .minutes(2), now: ledger.now) == 1)
            #expect(try await ledger.store.devices.find("Office").nextRunAt == ledger.now)
        }
    }

    @Test func whatWasHeldByAClockThatWasAheadGoesUnlessAVendorContradicts() async throws {
        try await Ledger.with { ledger in
            let limit = RunPlan.longestCatchUp
            let ahead = ledger.now + .hours(24 * 30)
            let edge = ledger.now - limit
            try await ledger.ingest(
                [
                    Ledger.punch("fresh", at: edge + .hours(1)), Ledger.punch("edge", at: edge),
                    Ledger.punch("old", at: edge - .milliseconds(1)),
                ], ReleaseRule(dueAt: ledger.now, now: ahead))
            #expect(try await ledger.due() == [])
            let clock = ledger.store.clock
            try ledger.change("UPDATE device SET clock_skew_ms = 86400001")
            #expect(try await clock.putRight(usualPeriod: .minutes(2), now: ledger.now) == 0)
            try ledger.change("UPDATE device SET clock_skew_ms = 86400000")
            #expect(try await clock.putRight(usualPeriod: .minutes(2), now: ledger.now) == 2)
            #expect(try await ledger.due() == ["fresh", "edge"])
            #expect(try await clock.putRight(usualPeriod: .minutes(2), now: ledger.now) == 0)
            // What is held from now on is old by this clock too.
            try await ledger.ingest(
                [Ledger.punch("older", at: edge - .hours(1))], ReleaseRule(dueAt: ledger.now, now: ledger.now))
            #expect(try await clock.putRight(usualPeriod: .minutes(2), now: ledger.now) == 0)
            #expect(try await ledger.due() == ["fresh", "edge"])
        }
    }

    @Test func anIncidentIsToldOnceAnHourAndEachJumpByItself() async throws {
        try await Ledger.with { ledger in
            let clock = ledger.store.clock
            func record(_ source: ClockIncident.Source, _ minutes: Int) async throws -> Bool {
                try await clock.record(
                    source, offset: .hours(2), Phrase(verbatim: "\(minutes)"), now: ledger.now + .minutes(minutes))
            }
            #expect(try await record(.vendor, 0))
            #expect(try await !record(.vendor, 60))
            #expect(try await record(.database, 60))
            #expect(try await record(.vendor, 61))
            for _ in 0..<2 { #expect(try await record(.step, 61)) }
            #expect(try await record(.vendor, 30) == false)
            #expect(try await ledger.events("clock.vendor") == 2)
            #expect(try await ledger.events("clock.step") == 2)
            let recent = try await clock.recent(now: ledger.now + .minutes(61))
            #expect(recent.map(\.text.en) == ["61", "61", "61", "60", "0"])
            #expect(recent.map(\.source) == [.step, .step, .vendor, .database, .vendor])
            #expect(recent.allSatisfy { $0.offset == .hours(2) })
        }
    }

    @Test(arguments: [(0, true), (24 * 60, true), (24 * 60 + 1, false), (-1, true), (-2, false)])
    func anIncidentIsInSightForADay(_ minutes: Int, _ isSeen: Bool) async throws {
        try await Ledger.with { ledger in
            try await ledger.store.clock.record(
                .step, offset: .hours(-2), Phrase(verbatim: "x"), now: ledger.now)
            let recent = try await ledger.store.clock.recent(now: ledger.now + .minutes(minutes))
            #expect(recent.count == (isSeen ? 1 : 0))
        }
    }

    @Test func theLastInstantIsTheLatestThatAnythingHereBears() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Store(directory: directory, environment: [:])
            #expect(try await store.clock.lastInstant() == nil)
            let now = Instant("2026-03-16T10:00:00+07:00")
            try await store.clock.see(now)
            #expect(try await store.clock.lastInstant() == now)
            try await store.clock.see(now - .hours(1))
            #expect(try await store.clock.lastInstant() == now - .hours(1), "what is seen replaces what was")
        }
        try await Ledger.with { ledger in
            #expect(try await ledger.store.clock.lastInstant() == ledger.now)
            try await ledger.store.history.record(
                .device(.edited), of: "s", act: Act(by: .person("t"), at: ledger.now + .hours(1)))
            #expect(try await ledger.store.clock.lastInstant() == ledger.now + .hours(1))
            let plan = RunPlan(
                window: try #require(Window(from: ledger.now, to: ledger.now + .hours(1))), settlesFirstSync: false)
            let run = try await ledger.store.runs.begin(
                plan, device: ledger.device, cause: .device, act: Act(by: .command, at: ledger.now + .hours(2)))
            #expect(try await ledger.store.clock.lastInstant() == ledger.now + .hours(2))
            _ = try await ledger.store.runs.succeed(
                run, device: ledger.device, nextRunAt: ledger.now,
                act: Act(by: .person("t"), at: ledger.now + .hours(3)))
            #expect(try await ledger.store.clock.lastInstant() == ledger.now + .hours(3))
        }
    }
}
