import Attendance
import Testing

/// Where a run begins: each rule by itself, in zones whose midnight is not ours.
@Suite struct PlanTests {
    static let policy = SyncPolicy(
        first: .month, periodic: .today, device: .days(2), all: .days(5), furthestBackMonths: 12, lookBack: .days(3))
    /// Without late records and without a vendor's limit.
    static let plain = SyncPolicy(first: .month, periodic: .today, device: .today, all: .today)

    private let now = Instant(milliseconds: 1_773_630_000_000)  // 2026-03-16T10:00:00+07:00

    private func plan(
        _ progress: SyncProgress, _ cause: RunCause = .periodic, _ policy: SyncPolicy = policy, now: Instant? = nil,
        zone: Zone = .vietnam
    ) throws -> RunPlan {
        try #require(RunPlan(cause: cause, policy: policy, progress: progress, now: now ?? self.now, zone: zone))
    }

    /// Everything was read a minute ago.
    private var wellRead: SyncProgress {
        SyncProgress(firstSyncDone: true, completeUpTo: now - .minutes(1), lateReadUpTo: now - .minutes(1))
    }

    @Test(arguments: [
        (RunCause.periodic, "2026-03-16T00:00:00+07:00"), (.device, "2026-03-14T00:00:00+07:00"),
        (.all, "2026-03-11T00:00:00+07:00"),
    ])
    func eachCauseHasAWindowOfItsOwn(_ cause: RunCause, _ start: String) throws {
        #expect(try plan(wellRead, cause).window.from == at(start))
    }

    /// In New York it is still Sunday, on Kiritimati Monday afternoon.
    @Test(arguments: [
        ("America/New_York", "2026-03-15T00:00:00-04:00", "2026-03-01T00:00:00-05:00", "2026-01-10T00:00:00-05:00"),
        ("Pacific/Kiritimati", "2026-03-16T00:00:00+14:00", "2026-03-01T00:00:00+14:00", "2026-01-10T00:00:00+14:00"),
    ])
    func daysBeginAtTheDevicesOwnMidnight(_ name: String, _ today: String, _ month: String, _ date: String) throws {
        let zone = try zone(name)
        let evening = try at("2026-03-16T02:30:00Z")
        let known = SyncProgress(firstSyncDone: true, completeUpTo: evening, lateReadUpTo: evening)
        #expect(try plan(known, now: evening, zone: zone).window.from == at(today))
        #expect(try plan(SyncProgress(), now: evening, zone: zone).window.from == at(month))
        let asked = SyncProgress(pendingSyncFrom: LocalDate("2026-01-10"))
        #expect(try plan(asked, now: evening, zone: zone).window.from == at(date))
        let limit = try #require(Self.policy.furthestBack(now: evening, zone: zone))
        #expect(zone.local(at: limit) == LocalTime(startOf: zone.date(at: evening).adding(months: -12)))
    }

    @Test func lateRecordsAreDueAfterAnHourAndNotAMomentBefore() throws {
        var known = wellRead
        known.lateReadUpTo = now - .hours(1) + .milliseconds(1)
        #expect(try plan(known).window.from == at("2026-03-16T00:00:00+07:00"))
        known.lateReadUpTo = now - .hours(1)
        let due = try plan(known)
        #expect(try due.window.from == at("2026-03-13T00:00:00+07:00"))
        #expect(due.readsLateRecords)
    }

    /// Just after midnight the window of today does not reach back to where the last run ended.
    @Test func aNewDayLeavesNoHoleBehindTheLastRunOfTheOldOne() throws {
        let complete = try at("2026-03-15T23:50:00+07:00")
        let progress = SyncProgress(
            firstSyncDone: true, completeUpTo: complete, lateReadUpTo: try at("2026-03-15T23:30:00+07:00"))
        let next = try plan(progress, now: at("2026-03-16T00:10:00+07:00"))
        #expect(next.window.from == complete && next.gap == nil && !next.readsLateRecords)
    }

    /// What matters is when they were read last: the look-back begins there, not now.
    @Test func theLookBackBeginsBeforeTheLastOneNotBeforeNow() throws {
        let progress = SyncProgress(
            firstSyncDone: true, completeUpTo: now - .minutes(1), lateReadUpTo: try at("2026-03-14T23:00:00+07:00"))
        #expect(try plan(progress).window.from == at("2026-03-11T00:00:00+07:00"))
    }

    /// Where nothing is known of late records, what is complete stands for them; never do they reach beyond it.
    @Test func lateRecordsWereReadNoFurtherThanWhatIsComplete() throws {
        let complete = try at("2026-03-12T09:00:00+07:00")
        for read in [nil, now - .minutes(1)] {
            let progress = SyncProgress(firstSyncDone: true, completeUpTo: complete, lateReadUpTo: read)
            #expect(try plan(progress).window.from == at("2026-03-09T00:00:00+07:00"))
        }
    }

    @Test(arguments: [(RunCause.periodic, false), (.device, false), (.all, true)])
    func onlyAWindowThatReachesBackFarEnoughHasReadLateRecords(_ cause: RunCause, _ reads: Bool) throws {
        #expect(try plan(wellRead, cause).readsLateRecords == reads)
    }

    @Test func theFirstRunIsTheFirstAndNobodyAskedForIt() throws {
        var policy = Self.policy
        policy.first = .today
        let first = try plan(SyncProgress(), .device, policy)
        #expect(try first.window.from == at("2026-03-16T00:00:00+07:00"))
        #expect(first.settlesFirstSync && first.readsLateRecords && !first.isAsked && first.gap == nil)
        let next = try plan(wellRead, .device)
        #expect(!next.settlesFirstSync && !next.isAsked)
    }

    @Test func aDateThatIsAskedForIsReadAlsoByADeviceThatHasReadLongSince() throws {
        var known = wellRead
        known.pendingSyncFrom = LocalDate("2026-01-10")
        let asked = try plan(known)
        #expect(try asked.window.from == at("2026-01-10T00:00:00+07:00"))
        #expect(asked.settlesFirstSync && asked.isAsked && asked.readsLateRecords)
        // One behind the vendor's limit is read from the limit: nothing is lost that was ever here.
        known.pendingSyncFrom = LocalDate("2020-01-01")
        let old = try plan(known)
        #expect(try old.window.from == at("2025-03-16T00:00:00+07:00"))
        #expect(old.gap == nil && old.isAsked)
        known.pendingSyncFrom = LocalDate("2026-03-17")
        #expect(RunPlan(cause: .all, policy: Self.policy, progress: known, now: now, zone: .vietnam) == nil)
    }

    /// Ninety-two days to the millisecond are caught up; one more is asked about.
    @Test func theLongestCatchUpIsReadWholeAndNothingLonger() throws {
        let midnight = try at("2026-02-01T00:00:00+07:00")
        let progress = SyncProgress(firstSyncDone: true, completeFrom: midnight, completeUpTo: midnight)
        let last = midnight + RunPlan.longestCatchUp
        let whole = try plan(progress, .periodic, Self.plain, now: last)
        #expect(whole.window.from == midnight && whole.gap == nil)
        let late = try plan(progress, .periodic, Self.plain, now: last + .milliseconds(1))
        let start = try at("2026-05-01T00:00:00+07:00")
        #expect(late.window.from == start && late.window.to == last + .milliseconds(1))
        #expect(late.gap == RunPlan.Gap(window: try #require(Window(from: midnight, to: start)), reason: .unasked))
    }

    /// On the first of a month a device's usual window reaches further back than a new device's.
    @Test func behindAGapNoLessIsReadThanUsual() throws {
        var policy = Self.plain
        policy.periodic = .days(3)
        let first = try at("2026-03-01T10:00:00+07:00")
        let progress = SyncProgress(firstSyncDone: true, completeUpTo: first - .hours(24 * 200))
        #expect(try plan(progress, .periodic, policy, now: first).window.from == at("2026-02-26T00:00:00+07:00"))
    }

    @Test func theVendorsLimitIsTheGapAlsoWhereTheCatchUpWouldBeOne() throws {
        let progress = SyncProgress(firstSyncDone: true, completeUpTo: try at("2024-06-01T08:00:00+07:00"))
        let made = try plan(progress)
        #expect(made.gap?.reason == .vendorLimit)
        #expect(try made.window.from == at("2025-03-16T00:00:00+07:00"))
        #expect(made.gap?.window.from == progress.completeUpTo && made.gap?.window.to == made.window.from)
    }
}
