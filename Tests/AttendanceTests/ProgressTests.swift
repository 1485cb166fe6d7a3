import Attendance
import SeededChance
import Testing

/// A vendor that gets records late: each has its own time and the time at which it reached the vendor.
private struct LateVendor {
    struct Record {
        let at: Instant
        let arrival: Instant
    }

    var records: [Record] = []

    /// What a run that reads `window` at `now` is given.
    func answer(_ window: Window, at now: Instant) -> Set<Int> {
        Set(records.indices.filter { window.contains(records[$0].at) && records[$0].arrival <= now })
    }
}

@Suite struct ProgressTests {
    static let policies = [
        SyncPolicy(first: .month, periodic: .days(3), device: .days(3), all: .days(3), lookBack: .days(3)),
        SyncPolicy(
            first: .days(3), periodic: .today, device: .days(3), all: .today, furthestBackMonths: 3,
            lookBack: .days(3)),
        SyncPolicy(first: .days(3), periodic: .days(4), device: .days(4), all: .days(4)),
    ]

    /// Whatever the outages, the causes, the failures and the windows that people ask for: a record that reached the
    /// vendor up to the look-back late is here once late records have been read after its arrival.
    @Test(arguments: 0..<3, 1...40) func noLateRecordIsMissedWhateverTheOutages(_ index: Int, _ seed: UInt64) throws {
        let policy = Self.policies[index]
        var random = SeededGenerator(seed: seed)
        let zone = Zone.vietnam
        let begin = try at("2026-03-01T09:00:00+07:00")
        var vendor = LateVendor()
        for _ in 0..<400 {
            let at = begin + .minutes(Int.random(in: 0..<40 * 1440, using: &random))
            vendor.records.append(.init(at: at, arrival: at + .minutes(Int.random(in: 0..<3 * 1440, using: &random))))
        }
        var progress = SyncProgress()
        var here: Set<Int> = []
        var now = begin
        let causes: [RunCause] = [.periodic, .periodic, .periodic, .device, .all]
        while now < begin + .hours(24 * 42) {
            let outage = Int.random(in: 0..<20, using: &random) == 0
            let minutes = Int.random(in: outage ? 120...20_160 : 2...50, using: &random)
            now = now + .minutes(minutes)
            let cause = causes[Int.random(in: 0..<causes.count, using: &random)]
            var plan = try #require(
                RunPlan(cause: cause, policy: policy, progress: progress, now: now, zone: zone))
            if progress.firstSyncDone, Int.random(in: 0..<10, using: &random) == 0 {
                // A person's dates, short or long.
                let from = now - .hours(Int.random(in: 1...200, using: &random))
                let window = try #require(Window(from: from, to: now))
                plan = RunPlan(
                    window: window, settlesFirstSync: false,
                    readsLateRecords: progress.isLookBack(from, policy: policy, now: now, zone: zone), isAsked: true)
            }
            if Int.random(in: 0..<6, using: &random) == 0 { continue }
            here.formUnion(vendor.answer(plan.window, at: now))
            progress = progress.after(
                FinishedRun(
                    window: plan.window, settlesFirstSync: plan.settlesFirstSync,
                    readsLateRecords: plan.readsLateRecords, startsBehindGap: plan.gap != nil), now: now)
            let complete = try #require(progress.completeUpTo)
            let from = try #require(progress.completeFrom)
            let read = progress.lateReadUpTo ?? from
            for (index, record) in vendor.records.enumerated()
            where record.at >= from && record.at < complete && record.arrival < read {
                #expect(here.contains(index), "\(record) is missing at \(now), complete up to \(complete)")
            }
            #expect(complete <= now && read <= now)
        }
        #expect(progress.gapIsRecent(now), "late records were read within the last runs")
    }

    @Test func aClockThatIsAheadPromisesNothing() throws {
        let now = try at("2026-04-15T10:00:00+07:00")
        let vendor = try at("2026-03-16T10:00:00+07:00")
        let known = SyncProgress(
            firstSyncDone: true, completeFrom: try at("2026-03-01T00:00:00+07:00"),
            completeUpTo: try at("2026-03-16T09:58:00+07:00"), lateReadUpTo: try at("2026-03-16T09:58:00+07:00"))
        let window = try #require(Window(from: at("2026-03-13T00:00:00+07:00"), to: now))
        let run = FinishedRun(
            window: window, settlesFirstSync: false, readsLateRecords: true, startsBehindGap: false,
            vendorTime: vendor)
        #expect(known.after(run, now: now).completeUpTo == vendor)
        // A window that lies wholly in the vendor's future says nothing, and is not a first sync.
        let future = try #require(Window(from: at("2026-04-01T00:00:00+07:00"), to: now))
        let ahead = FinishedRun(
            window: future, settlesFirstSync: true,
            readsLateRecords: true, startsBehindGap: false, vendorTime: vendor)
        #expect(SyncProgress().after(ahead, now: now) == SyncProgress())
    }

    @Test func whatAWrongClockWroteIsCorrectedByTheNextRunAndBelievedByNobodyBefore() throws {
        let now = try at("2026-03-16T10:00:00+07:00")
        let wrong = SyncProgress(
            firstSyncDone: true, completeFrom: try at("2026-03-01T00:00:00+07:00"),
            completeUpTo: try at("2026-04-15T10:00:00+07:00"), lateReadUpTo: try at("2026-04-15T10:00:00+07:00"))
        let proven = try at("2026-03-10T08:00:00+07:00")
        let believed = wrong.believed(at: now, proven: proven)
        #expect(believed.completeUpTo == proven && believed.lateReadUpTo == proven)
        let plan = try #require(
            RunPlan(cause: .periodic, policy: Self.policies[0], progress: believed, now: now, zone: .vietnam))
        #expect(Zone.vietnam.rfc3339(plan.window.from) == "2026-03-07T00:00:00+07:00")
        let run = FinishedRun(
            window: plan.window, settlesFirstSync: false, readsLateRecords: plan.readsLateRecords,
            startsBehindGap: false)
        let next = believed.after(run, now: now)
        #expect(next.completeUpTo == now && next.lateReadUpTo == now)
        #expect(next.completeFrom == wrong.completeFrom)
        // Nothing is proven: it is read as a new device.
        #expect(!wrong.believed(at: now, proven: nil).firstSyncDone)
        // While the vendor contradicts the clock nothing is corrected by it.
        var doubted = run
        doubted.vendorTime = try at("2028-03-16T10:00:00+07:00")
        #expect(wrong.after(doubted, now: now) == wrong)
    }

    @Test func moreThanThreeMonthsOfHistoryAreReadOnlyWhenSomebodyAsks() throws {
        let now = try at("2026-03-16T10:00:00+07:00")
        let progress = SyncProgress(firstSyncDone: true, completeUpTo: try at("2024-03-16T10:00:00+07:00"))
        let plan = try #require(
            RunPlan(cause: .periodic, policy: Self.policies[0], progress: progress, now: now, zone: .vietnam))
        #expect(Zone.vietnam.rfc3339(plan.window.from) == "2026-03-01T00:00:00+07:00")
        #expect(plan.gap?.reason == .unasked)
        #expect(plan.gap?.window.from == progress.completeUpTo && plan.gap?.window.to == plan.window.from)
        #expect(!plan.isAsked)
        // Three months to the day are caught up by themselves.
        let quarter = SyncProgress(firstSyncDone: true, completeUpTo: now - .hours(24 * 88))
        let caughtUp = try #require(
            RunPlan(cause: .periodic, policy: Self.policies[0], progress: quarter, now: now, zone: .vietnam))
        #expect(caughtUp.gap == nil && caughtUp.window.from < now - .hours(24 * 88))
        var asked = progress
        asked.pendingSyncFrom = LocalDate("2024-03-16")
        let all = try #require(
            RunPlan(cause: .periodic, policy: Self.policies[0], progress: asked, now: now, zone: .vietnam))
        #expect(Zone.vietnam.rfc3339(all.window.from) == "2024-03-16T00:00:00+07:00")
        #expect(all.gap == nil && all.isAsked)
    }
}

extension ProgressTests {
    /// Behind a gap the next runs are ordinary ones again.
    @Test(arguments: 0..<3) func aGapIsLeftOnce(_ index: Int) throws {
        let policy = Self.policies[index]
        let begin = try at("2026-09-01T10:00:00+07:00")
        var progress = SyncProgress(
            firstSyncDone: true, completeFrom: begin - .hours(24 * 300), completeUpTo: begin - .hours(24 * 150),
            lateReadUpTo: begin - .hours(24 * 150))
        var gaps = 0
        for round in 0..<40 {
            let now = begin + .minutes(2 * round)
            let plan = try #require(
                RunPlan(cause: .periodic, policy: policy, progress: progress, now: now, zone: .vietnam))
            if plan.gap != nil { gaps += 1 }
            // Nobody's last three days are cut short by the first of the month.
            #expect(plan.window.from <= policy.periodic.start(now: now, zone: .vietnam))
            if round > 0 { #expect(now.since(plan.window.from) < .hours(24 * 5)) }
            progress = progress.after(
                FinishedRun(
                    window: plan.window, settlesFirstSync: false, readsLateRecords: plan.readsLateRecords,
                    startsBehindGap: plan.gap != nil), now: now)
        }
        #expect(gaps == 1)
    }

    /// A vendor that answers three months back is read three months back, and no less is asked about.
    @Test func aVendorsOwnLimitIsTheGap() throws {
        let now = try at("2026-03-16T10:00:00+07:00")
        let progress = SyncProgress(firstSyncDone: true, completeUpTo: now - .hours(24 * 150))
        let plan = try #require(
            RunPlan(cause: .periodic, policy: Self.policies[1], progress: progress, now: now, zone: .vietnam))
        #expect(plan.gap?.reason == .vendorLimit)
        #expect(Zone.vietnam.rfc3339(plan.window.from) == "2025-12-16T00:00:00+07:00")
    }

    @Test func whatIsLeftOfASpanThatWasReadInPieces() throws {
        let span = try #require(Window(from: at("2024-01-01T00:00:00Z"), to: at("2026-01-01T00:00:00Z")))
        let first = try #require(Window(from: at("2023-12-01T00:00:00Z"), to: at("2025-01-01T00:00:00Z")))
        let middle = try #require(Window(from: at("2024-05-01T00:00:00Z"), to: at("2024-06-01T00:00:00Z")))
        let second = try #require(Window(from: at("2024-12-31T00:00:00Z"), to: at("2026-02-01T00:00:00Z")))
        #expect(span.without(middle) == span)
        #expect(try span.without(first)?.from == at("2025-01-01T00:00:00Z"))
        #expect(span.without(first)?.without(second) == nil)
        #expect(try span.without(second)?.to == at("2024-12-31T00:00:00Z"))
    }
}

extension SyncProgress {
    fileprivate func gapIsRecent(_ now: Instant) -> Bool {
        lateReadUpTo.map { now.since($0) < .hours(24 * 16) } ?? false
    }
}
