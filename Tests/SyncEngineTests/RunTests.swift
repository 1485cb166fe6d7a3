import Attendance
import ConnectorKit
import HRKit
import Store
import Synchronization
import TestSupport
import Testing

@testable import SyncEngine

/// A device's run: which window it reads, and what follows it.
@Suite struct RunTests {
    private func sync(_ bench: Bench, _ request: SyncRequest = .undated(.periodic), _ name: String = "Door")
        async throws
        -> SyncReport
    {
        await bench.engine.sync(try await bench.device(name), request, by: .schedule)
    }

    private func dated(_ from: String?, _ to: String? = nil) -> SyncRequest {
        .dated(from: from.flatMap { TimeText($0) }, to: to.flatMap { TimeText($0) }, cause: .device)
    }

    /// A run that died behind its first page, and the clock some minutes later.
    private func died(_ from: String, _ bench: Bench) async throws -> SyncRun {
        let device = try await bench.device()
        let window = try #require(Window(from: Instant(from), to: bench.now))
        let run = try await bench.store.runs.begin(
            RunPlan(window: window, settlesFirstSync: !device.progress.firstSyncDone), device: device, cause: .periodic,
            act: Act(by: .schedule, at: bench.now))
        _ = try await bench.store.runs.ingest(
            [IngestPage(rows: 5, punches: [], checkpoint: "half way")], run: run, device: device,
            release: ReleaseRule(dueAt: nil, now: bench.now), now: bench.now)
        bench.clock.advance(by: .minutes(10))
        return run
    }

    // MARK: Runs that are continued

    @Test func aRunThatDiedIsContinuedAndThenTheRestIsRead() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            let run = try await died("2026-03-13T00:00:00+07:00", bench)
            let report = try await sync(bench)
            #expect(report.error == nil && bench.vendor.fetches.map(\.checkpoint) == ["half way", nil])
            let (first, rest) = (bench.vendor.fetches[0].window, bench.vendor.fetches[1].window)
            #expect(first == run.window && rest.to == bench.now)
            // What it continued counts as read, so that the rest is an ordinary run's window.
            #expect(rest.from == Instant("2026-03-16T00:00:00+07:00"))
            #expect(report.window == first.spanning(rest) && report.fetched == 5)
            let device = try await bench.device()
            #expect(device.completeUpTo == bench.now)
        }
    }

    /// A run that fails again has not read its window: a newer one must not make it look as if it had.
    @Test(arguments: [true, false]) func aContinuedRunThatFailsIsFollowedByNothing(_ isDated: Bool) async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            let run = try await died("2026-03-13T00:00:00+07:00", bench)
            bench.vendor.answers { fetch, _ in
                if fetch.checkpoint != nil { throw failure(.unreachable) }
            }
            let report = try await sync(bench, isDated ? dated("2026-03-13") : .undated(.periodic))
            #expect(report.error == failure(.unreachable).phrase)
            #expect(bench.vendor.fetches.map(\.window) == [run.window])
            let device = try await bench.device()
            #expect(device.failures == 1 && device.completeUpTo == nil && !device.progress.firstSyncDone)
        }
    }

    @Test func aPersonsDatesContinueARunOfTheSameStartAndReadTheRest() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            let run = try await died("2026-03-10T00:00:00+07:00", bench)
            let report = try await sync(bench, dated("2026-03-10"))
            let end = try #require(run.window?.to)
            #expect(report.error == nil)
            #expect(bench.vendor.fetches.map(\.window) == [run.window, Window(from: end, to: bench.now)])
            let runs = try await bench.store.runs.recent(of: bench.device(), limit: 2)
            #expect(runs.first?.isAsked == true && runs.first?.settlesFirstSync == false)
        }
    }

    /// Another start, or a longer window than was asked for, is not what somebody asked for.
    @Test(arguments: [("2026-03-11", nil), ("2026-03-10", "2026-03-12")] as [(String, String?)])
    func aRunOfOtherDatesIsNotContinued(_ from: String, _ to: String?) async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            _ = try await died("2026-03-10T00:00:00+07:00", bench)
            _ = try await sync(bench, dated(from, to))
            #expect(bench.vendor.fetches.map(\.checkpoint) == [nil])
        }
    }

    @Test func aRunThatBeganTooLateIsNotContinuedByTheSchedule() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            _ = try await died("2026-03-13T00:00:01+07:00", bench)
            _ = try await sync(bench)
            #expect(bench.vendor.fetches.map(\.checkpoint) == [nil])
            #expect(bench.vendor.fetches.first?.window.from == Instant("2026-03-13T00:00:00+07:00"))
        }
    }

    /// What was fetched before the vendor failed is here, and the next run goes on behind it.
    @Test func pagesBeforeAFailureAreKept() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            let punch = bench.punch("a")
            bench.vendor.answers { _, sink in
                var page = Page()
                page.rows = 1
                page.punches = [punch]
                page.checkpoint = "behind a"
                try await sink(page)
                throw failure(.timedOut)
            }
            let report = try await sync(bench)
            #expect(report.error != nil && report.new == 1 && report.fetched == 1)
            bench.vendor.answers { _, _ in }
            _ = try await sync(bench)
            #expect(bench.vendor.fetches[1].checkpoint == "behind a")
        }
    }

    // MARK: Dates of a person

    @Test func datesAreThoseOfTheDevicesZone() async throws {
        try await Bench.with { bench in
            try await bench.addDevice(zone: "America/New_York")
            _ = try await sync(bench, dated("2026-03-10", "2026-03-10T12:00"))
            _ = try await sync(bench, dated("2026-03-10", "2026-03-11"))
            let windows = bench.vendor.fetches.map(\.window)
            #expect(windows.map(\.from) == [Instant("2026-03-10T04:00:00Z"), Instant("2026-03-10T04:00:00Z")])
            #expect(windows.map(\.to) == [Instant("2026-03-10T16:00:00Z"), Instant("2026-03-12T04:00:00Z")])
        }
    }

    @Test func nothingIsAskedForThatHasNotComeYet() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            _ = try await sync(bench, dated("2026-03-10", "2026-03-20"))
            #expect(bench.vendor.fetches.map(\.window.to) == [bench.now])
        }
    }

    /// An end alone means the usual window before it, and names no history.
    @Test func anEndAloneIsTheUsualWindowBeforeIt() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            _ = try await sync(bench, dated(nil, "2026-03-08T12:00"))
            let window = bench.vendor.fetches.first?.window
            #expect(window?.from == Instant("2026-03-06T00:00:00+07:00"))
            #expect(window?.to == Instant("2026-03-08T12:00:00+07:00"))
            let run = try await bench.store.runs.recent(of: bench.device(), limit: 1).first
            #expect(run?.isAsked == false)
        }
    }

    @Test(
        arguments: [
            ("2026-03-17", nil), ("2026-03-16T10:00:00", nil), ("2026-03-10T12:00", "2026-03-10T12:00"),
            ("2026-03-12", "2026-03-10"),
        ] as [(String, String?)])
    func anEmptyWindowIsRefused(_ from: String, _ to: String?) async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            let report = try await sync(bench, dated(from, to))
            #expect(report.error?.en.contains("window is empty") == true && bench.vendor.fetches.isEmpty)
            let device = try await bench.device()
            #expect(device.failures == 0 && device.lastRun == nil)
        }
    }

    /// A year back to the day, by the device's own calendar.
    @Test(arguments: [("2025-03-16", true), ("2025-03-15", false), ("2025-03-15T23:59:59", false)])
    func theVendorsLimitIsSaidBeforeAnythingIsSent(_ from: String, _ isTaken: Bool) async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            let report = try await sync(bench, dated(from))
            #expect((report.error == nil) == isTaken && bench.vendor.fetches.isEmpty == !isTaken)
            if !isTaken {
                #expect(report.error?.en.hasSuffix("the last 12 months at most: not before 16/03/2025") == true)
            }
        }
    }

    @Test func aPersonsDatesReadLateRecordsOnlyWhereTheyReachBackFarEnough() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            _ = try await sync(bench)
            bench.clock.advance(by: .minutes(30))
            for (from, reads) in [("2026-03-14", false), ("2026-03-13", true)] {
                _ = try await sync(bench, dated(from))
                let run = try await bench.store.runs.recent(of: bench.device(), limit: 1).first
                #expect(run?.readsLateRecords == reads && run?.isAsked == true, "\(from)")
            }
        }
    }

    // MARK: Old history

    /// A person's old punches go to HR, those of the schedule wait until somebody asks.
    @Test(arguments: [true, false]) func onlyWhatWasAskedForGoesHoweverOldItIs(_ isAsked: Bool) async throws {
        try await Bench.with { bench in
            let client = try await bench.addHR()
            try await bench.addDevice(hr: ["HR"])
            bench.vendor.has([bench.punch("old", secondsAgo: 200 * 86_400), bench.punch("new")])
            _ = try await sync(bench, isAsked ? dated("2025-08-01") : .undated(.all))
            _ = await bench.deliver(client)
            #expect(bench.hr.batches.flatMap { $0.map(\.code) } == (isAsked ? ["new", "old"] : ["new"]))
        }
    }

    @Test func aLeapOfTheClockIsToldAndTheVendorsLimitIsNone() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            _ = try await sync(bench)
            bench.clock.advance(by: .hours(24 * 200))
            _ = try await sync(bench)
            let leaps = try await bench.store.clock.recent(now: bench.now)
            #expect(leaps.map(\.source) == [.database] && leaps.first?.text.en.contains("200 days ago") == true)
            #expect(leaps.first?.offset == .hours(24 * 200))
            bench.clock.advance(by: .hours(24 * 500))
            _ = try await sync(bench)
            let later = try await bench.store.clock.recent(now: bench.now)
            let gaps = try await bench.events("device.gap")
            #expect(later.isEmpty && gaps.count == 1, "what nobody can ask for any more is not a doubt of the clock")
        }
    }
}
