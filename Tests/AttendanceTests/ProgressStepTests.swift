import Attendance
import SeededChance
import Testing

/// One run after the other: what it may move, and what it must leave.
@Suite struct ProgressStepTests {
    private let now = Instant(milliseconds: 1_773_630_000_000)  // 2026-03-16T10:00:00+07:00
    private var begin: Instant { now - .hours(24 * 15) }
    private var complete: Instant { now - .hours(24) }
    private var read: Instant { now - .hours(25) }

    private var known: SyncProgress {
        SyncProgress(firstSyncDone: true, completeFrom: begin, completeUpTo: complete, lateReadUpTo: read)
    }

    private func run(
        _ from: Instant, _ to: Instant, settles: Bool = false, late: Bool = false, gap: Bool = false,
        vendor: Instant? = nil
    ) throws -> FinishedRun {
        FinishedRun(
            window: try #require(Window(from: from, to: to)), settlesFirstSync: settles, readsLateRecords: late,
            startsBehindGap: gap, vendorTime: vendor)
    }

    @Test func aWindowThatJoinsMovesWhatIsCompleteAndOneBehindAHoleDoesNot() throws {
        let joined = known.after(try run(complete, now), now: now)
        #expect(joined.completeUpTo == now && joined.completeFrom == begin)
        let apart = known.after(try run(complete + .milliseconds(1), now), now: now)
        #expect(apart == known)
    }

    @Test func aWindowOfThePastTakesNothingBack() throws {
        let past = known.after(try run(begin, complete - .hours(5), late: true), now: now)
        #expect(past.completeUpTo == complete && past.completeFrom == begin)
        #expect(past.lateReadUpTo == read)
    }

    @Test func whatIsCompleteGrowsBackwardsOnlyByAWindowThatReachesIt() throws {
        let early = begin - .hours(24 * 10)
        #expect(known.after(try run(early, begin), now: now).completeFrom == early)
        #expect(known.after(try run(early, begin - .milliseconds(1)), now: now).completeFrom == begin)
        #expect(known.after(try run(early, begin - .milliseconds(1)), now: now).completeUpTo == complete)
    }

    @Test func lateRecordsCountAsReadOnlyByARunThatReadThem() throws {
        #expect(known.after(try run(read, now, late: false), now: now).lateReadUpTo == read)
        #expect(known.after(try run(read, now, late: true), now: now).lateReadUpTo == now)
        // Where nothing was known of them, what was complete stands for it.
        var older = known
        older.lateReadUpTo = nil
        #expect(older.after(try run(complete, now, late: false), now: now).lateReadUpTo == complete)
    }

    @Test func behindAGapWhatIsCompleteBeginsAnew() throws {
        let from = now - .hours(3)
        let next = known.after(try run(from, now, gap: true), now: now)
        #expect(next.completeFrom == from && next.completeUpTo == now && next.lateReadUpTo == now)
        #expect(next.firstSyncDone)
        let first = known.after(try run(from, now, settles: true), now: now)
        #expect(first.completeFrom == from && first.completeUpTo == now)
        // One that reaches into what was complete joins it.
        let reaching = known.after(try run(complete, now, settles: true), now: now)
        #expect(reaching.completeFrom == begin)
    }

    @Test func onlyTheRunThatWasMeantSettlesTheFirstSync() throws {
        var pending = known
        pending.firstSyncDone = false
        pending.pendingSyncFrom = LocalDate("2026-01-05")
        let other = pending.after(try run(complete, now), now: now)
        #expect(!other.firstSyncDone && other.pendingSyncFrom == LocalDate("2026-01-05"))
        let meant = pending.after(try run(begin - .hours(1), now, settles: true), now: now)
        #expect(meant.firstSyncDone && meant.pendingSyncFrom == nil)
    }

    @Test func nothingIsCompleteBeyondAnyOfTheClocks() throws {
        let ahead = known.after(try run(complete, now + .hours(1)), now: now)
        #expect(ahead.completeUpTo == now)
        let vendor = now - .minutes(30)
        #expect(known.after(try run(complete, now, late: true, vendor: vendor), now: now).completeUpTo == vendor)
        #expect(known.after(try run(complete, now, late: true, vendor: vendor), now: now).lateReadUpTo == vendor)
        #expect(known.after(try run(complete, now, vendor: now + .hours(9)), now: now).completeUpTo == now)
        // A window that begins with the vendor's own present says nothing, one a moment before it does.
        let same = SyncProgress().after(try run(vendor, now, settles: true, vendor: vendor), now: now)
        #expect(same == SyncProgress())
        let moment = try run(vendor - .milliseconds(1), now, settles: true, vendor: vendor)
        #expect(SyncProgress().after(moment, now: now).completeUpTo == vendor)
    }

    @Test func whatWasWrittenAheadOfTimeIsPutRightByTheNextRun() throws {
        var ahead = known
        ahead.completeUpTo = now + .hours(24)
        ahead.lateReadUpTo = now + .hours(24)
        let from = now - .hours(2)
        let next = ahead.after(try run(from, now, late: true), now: now)
        #expect(next.completeUpTo == now && next.lateReadUpTo == now && next.completeFrom == begin)
        // Late records alone may be ahead.
        var late = known
        late.lateReadUpTo = now + .milliseconds(1)
        #expect(late.after(try run(complete, now, late: true), now: now).lateReadUpTo == now)
    }

    @Test func whatIsNowIsNotAheadAndWhatIsLaterIs() {
        var progress = SyncProgress(firstSyncDone: true, completeUpTo: now, lateReadUpTo: now)
        #expect(!progress.isAhead(of: now) && !SyncProgress().isAhead(of: now))
        progress.lateReadUpTo = now + .milliseconds(1)
        #expect(progress.isAhead(of: now))
        progress = SyncProgress(completeUpTo: now + .milliseconds(1))
        #expect(progress.isAhead(of: now))
    }

    @Test func onlyWhatIsAheadIsDoubted() {
        let proven = now - .hours(50)
        var progress = known
        #expect(progress.believed(at: now, proven: proven) == known)
        progress.lateReadUpTo = now + .hours(1)
        let late = progress.believed(at: now, proven: proven)
        #expect(late.completeUpTo == complete && late.lateReadUpTo == proven && late.firstSyncDone)
        progress = known
        progress.completeUpTo = now + .hours(1)
        let whole = progress.believed(at: now, proven: proven)
        #expect(whole.completeUpTo == proven && whole.lateReadUpTo == read && whole.firstSyncDone)
        #expect(!progress.believed(at: now, proven: nil).firstSyncDone)
    }

    @Test func aWindowMeetsEveryLateRecordFromTheStartOfTheLookBackOn() {
        let policy = PlanTests.policy
        let start = policy.lookBackStart(from: read, zone: .vietnam)
        #expect(known.isLookBack(start, policy: policy, now: now, zone: .vietnam))
        #expect(!known.isLookBack(start + .milliseconds(1), policy: policy, now: now, zone: .vietnam))
        // Of a device that nobody has read, from now.
        let today = policy.lookBackStart(from: now, zone: .vietnam)
        #expect(SyncProgress().isLookBack(today, policy: policy, now: now, zone: .vietnam))
        #expect(!SyncProgress().isLookBack(today + .milliseconds(1), policy: policy, now: now, zone: .vietnam))
    }

    /// The longer of the two reaches back: a short look-back takes nothing off the usual window.
    @Test func aLookBackIsNeverShorterThanTheUsualWindow() throws {
        let short = SyncPolicy(
            first: .month, periodic: .days(4), device: .today, all: .today, lookBack: .days(1))
        #expect(try short.lookBackStart(from: now, zone: .vietnam) == at("2026-03-12T00:00:00+07:00"))
        let long = SyncPolicy(first: .month, periodic: .today, device: .today, all: .today, lookBack: .days(1))
        #expect(try long.lookBackStart(from: now, zone: .vietnam) == at("2026-03-15T00:00:00+07:00"))
    }

    /// Whatever comes in whatever order: what is complete is never taken back and never lies ahead.
    @Test(arguments: 1...30 as ClosedRange<UInt64>) func whatIsCompleteOnlyGrows(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var progress = SyncProgress()
        var clock = now
        for _ in 0..<60 {
            clock = clock + .minutes(Int.random(in: 1...600, using: &random))
            let from = clock - .minutes(Int.random(in: 1...6000, using: &random))
            let to = from + .minutes(Int.random(in: 1...7000, using: &random))
            let next = progress.after(
                try run(
                    from, to, settles: !progress.firstSyncDone, late: Bool.random(using: &random),
                    vendor: Int.random(in: 0..<5, using: &random) == 0 ? clock - .minutes(200) : nil), now: clock)
            if let before = progress.completeUpTo { #expect(try #require(next.completeUpTo) >= before) }
            if let before = progress.lateReadUpTo { #expect(try #require(next.lateReadUpTo) >= before) }
            #expect(!next.isAhead(of: clock))
            if let up = next.completeUpTo { #expect(try #require(next.completeFrom) < up) }
            progress = next
        }
    }
}
