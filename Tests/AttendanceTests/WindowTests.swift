import Attendance
import SeededChance
import Testing

@Suite struct WindowTests {
    @Test func theContractsWindowIsCutAtTheMonth() throws {
        let window = try #require(
            Window(from: Instant(milliseconds: 1_772_125_200_000), to: Instant(milliseconds: 1_772_427_600_000)))
        let pieces = window.splitByMonth(in: .vietnam)
        #expect(pieces.map(\.from.milliseconds) == [1_772_125_200_000, 1_772_298_000_000])
        #expect(pieces.map(\.to.milliseconds) == [1_772_298_000_000, 1_772_427_600_000])
    }

    @Test(arguments: zoneNames) func piecesJoinWithoutGapAndEachLiesInOneMonth(_ name: String) throws {
        let zone = try zone(name)
        var chance = SeededGenerator(seed: 99)
        for _ in 0..<200 {
            let from = Instant(milliseconds: Int64.random(in: 1_500_000_000_000...1_800_000_000_000, using: &chance))
            let to = Instant(milliseconds: from.milliseconds + Int64.random(in: 1...20_000_000_000, using: &chance))
            let window = try #require(Window(from: from, to: to))
            let pieces = window.splitByMonth(in: zone)
            #expect(pieces.first?.from == from)
            #expect(pieces.last?.to == to)
            for (piece, next) in zip(pieces, pieces.dropFirst()) { #expect(piece.to == next.from) }
            for piece in pieces {
                let first = zone.date(at: piece.from)
                let last = zone.date(at: Instant(milliseconds: piece.to.milliseconds - 1))
                #expect((first.year, first.month) == (last.year, last.month))
            }
            let days = window.days(in: zone)
            #expect(days.first == zone.date(at: from))
            #expect(days.last == zone.date(at: Instant(milliseconds: to.milliseconds - 1)))
            for (day, next) in zip(days, days.dropFirst()) { #expect(day.adding(days: 1) == next) }
        }
    }

    @Test func anEmptyWindowDoesNotExist() throws {
        let now = try at("2026-03-16T10:00:00Z")
        #expect(Window(from: now, to: now) == nil)
        #expect(Window(from: now + .seconds(1), to: now) == nil)
    }

    @Test func halvesJoinAndEndAtOneHour() throws {
        let window = try #require(Window(from: at("2026-03-01T00:00:00Z"), to: at("2026-03-31T00:00:01Z")))
        let (first, second) = try #require(window.halves)
        #expect(first.from == window.from && first.to == second.from && second.to == window.to)
        let hour = try #require(Window(from: at("2026-03-01T00:00:00Z"), to: at("2026-03-01T01:00:00Z")))
        #expect(hour.halves == nil)
    }

    @Test func lastDaysBeginAtLocalMidnight() throws {
        let now = try at("2026-03-02T00:30:00+07:00")
        #expect(try WindowRule.days(3).start(now: now, zone: .vietnam) == at("2026-02-27T00:00:00+07:00"))
        #expect(try WindowRule.today.start(now: now, zone: .vietnam) == at("2026-03-02T00:00:00+07:00"))
        #expect(try WindowRule.month.start(now: now, zone: .vietnam) == at("2026-03-01T00:00:00+07:00"))
        #expect(WindowRule("0d") == nil && WindowRule("3days") == nil && WindowRule("3d") == .days(3))
    }
}

/// The design's table, and what bends it.
@Suite struct RunPlanTests {
    static let hanet = SyncPolicy(
        first: .month, periodic: .days(3), device: .days(3), all: .days(3), lookBack: .days(3))
    static let nuveq = SyncPolicy(
        first: .days(3), periodic: .today, device: .days(3), all: .today, furthestBackMonths: 3, lookBack: .days(3))

    private func start(
        _ policy: SyncPolicy, _ cause: RunCause, _ progress: SyncProgress, now: String = "2026-03-16T10:00:00+07:00"
    ) throws -> String {
        let plan = try #require(
            RunPlan(cause: cause, policy: policy, progress: progress, now: at(now), zone: .vietnam))
        #expect(try plan.window.to == at(now))
        return Zone.vietnam.rfc3339(plan.window.from)
    }

    @Test(arguments: [RunCause.periodic, .device, .all])
    func theFirstRunUsesTheFirstSyncWindowHoweverItIsStarted(_ cause: RunCause) throws {
        #expect(try start(Self.hanet, cause, SyncProgress()) == "2026-03-01T00:00:00+07:00")
        #expect(try start(Self.nuveq, cause, SyncProgress()) == "2026-03-13T00:00:00+07:00")
    }

    @Test func laterRunsUseTheWindowOfTheirCause() throws {
        let progress = SyncProgress(
            firstSyncDone: true, completeUpTo: try at("2026-03-16T09:58:00+07:00"),
            lateReadUpTo: try at("2026-03-16T09:30:00+07:00"))
        for cause in [RunCause.periodic, .device, .all] {
            #expect(try start(Self.hanet, cause, progress) == "2026-03-13T00:00:00+07:00")
        }
        #expect(try start(Self.nuveq, .periodic, progress) == "2026-03-16T00:00:00+07:00")
        #expect(try start(Self.nuveq, .all, progress) == "2026-03-16T00:00:00+07:00")
        #expect(try start(Self.nuveq, .device, progress) == "2026-03-13T00:00:00+07:00")
    }

    @Test func onceAnHourTheLateFlushIsReadAgain() throws {
        let progress = SyncProgress(
            firstSyncDone: true, completeUpTo: try at("2026-03-16T09:58:00+07:00"),
            lateReadUpTo: try at("2026-03-16T09:00:00+07:00"))
        #expect(try start(Self.nuveq, .periodic, progress) == "2026-03-13T00:00:00+07:00")
    }

    @Test func aWeekWithoutPowerLeavesNoHole() throws {
        let progress = SyncProgress(firstSyncDone: true, completeUpTo: try at("2026-03-05T17:12:00+07:00"))
        // What cameras handed in late meanwhile lies up to three days before.
        for cause in [RunCause.periodic, .device, .all] {
            #expect(try start(Self.hanet, cause, progress) == "2026-03-02T00:00:00+07:00")
            #expect(try start(Self.nuveq, cause, progress) == "2026-03-02T00:00:00+07:00")
        }
    }

    @Test func aNewSyncFromMakesTheNextRunFetchFromThere() throws {
        let progress = SyncProgress(
            firstSyncDone: true, pendingSyncFrom: LocalDate("2026-01-10"),
            completeUpTo: try at("2026-03-16T09:58:00+07:00"))
        #expect(try start(Self.hanet, .periodic, progress) == "2026-01-10T00:00:00+07:00")
        #expect(try start(Self.nuveq, .device, progress) == "2026-01-10T00:00:00+07:00")
    }

    @Test func anOutageBeyondTheVendorsLimitSaysWhatIsLost() throws {
        let complete = try at("2025-11-01T08:00:00+07:00")
        let plan = try #require(
            RunPlan(
                cause: .periodic, policy: Self.nuveq,
                progress: SyncProgress(firstSyncDone: true, completeUpTo: complete),
                now: at("2026-03-16T10:00:00+07:00"), zone: .vietnam))
        #expect(Zone.vietnam.rfc3339(plan.window.from) == "2025-12-16T00:00:00+07:00")
        #expect(plan.gap?.window.from == complete)
        #expect(plan.gap?.window.to == plan.window.from && plan.gap?.reason == .vendorLimit)
    }

    @Test func threeMonthsAreCalendarMonths() throws {
        let limit = try Self.nuveq.furthestBack(now: at("2026-05-31T23:00:00+07:00"), zone: .vietnam)
        #expect(try limit == at("2026-02-28T00:00:00+07:00"))
    }
}

@Suite struct SyncHoursTests {
    private func local(_ time: String) throws -> LocalTime { try #require(LocalTime("2026-03-16 \(time):00")) }

    @Test func onlyAllowsItsSpansAndAvoidEverythingElse() throws {
        let only = try #require(SyncHours("only 08:20-09:40,17:25-17:35"))
        let avoid = try #require(SyncHours("avoid 08:20-09:40, 17:25-17:35"))
        for (time, isInside) in [("08:19", false), ("08:20", true), ("09:39", true), ("09:40", false), ("17:30", true)]
        {
            #expect(try only.allows(local(time)) == isInside)
            #expect(try avoid.allows(local(time)) == !isInside)
        }
        #expect(only.description == "only 08:20-09:40,17:25-17:35")
        #expect(try SyncHours.always.allows(local("03:00")))
    }

    @Test func aSpanMayRunOverMidnight() throws {
        let night = try #require(SyncHours("only 22:00-06:00"))
        for (time, isInside) in [("21:59", false), ("22:00", true), ("00:00", true), ("05:59", true), ("06:00", false)]
        {
            #expect(try night.allows(local(time)) == isInside)
        }
    }

    @Test(arguments: [
        "", "only", "only 8-9", "avoid 25:00-26:00", "only 08:00-08:00", "sometimes", "always 08:00-09:00",
    ])
    func whatMeansNothingIsRefused(_ text: String) { #expect(SyncHours(text) == nil) }
}
