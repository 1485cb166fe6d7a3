import Attendance
import Store
import TestSupport
import Testing

/// Which run is continued after it died or failed, and where it stood.
@Suite struct CheckpointTests {
    /// A run of the hour before noon that has stored one page at noon.
    private func begun(
        _ ledger: Ledger, _ device: Device? = nil, checkpoint: String? = "page 7"
    ) async throws -> (run: SyncRun, at: Instant) {
        let device = device ?? ledger.device
        let noon = Instant("2026-03-16T12:00:00+07:00")
        let plan = RunPlan(
            window: try #require(Window(from: noon - .hours(1), to: noon)), settlesFirstSync: false)
        let run = try await ledger.store.runs.begin(
            plan, device: device, cause: .device, act: Act(by: .command, at: noon))
        if let checkpoint {
            let page = IngestPage(rows: 1, punches: [Ledger.punch(1)], checkpoint: checkpoint)
            _ = try await ledger.store.runs.ingest(
                [page], run: run, device: device, release: ReleaseRule(dueAt: nil, now: noon), now: noon)
        }
        return (run, noon)
    }

    @Test func aCheckpointIsTrustedForADay() async throws {
        try await Ledger.with { ledger in
            let (run, at) = try await begun(ledger)
            let runs = ledger.store.runs
            let day = Duration.hours(24)
            #expect(try await runs.unfinished(of: ledger.device, now: at)?.id == run.id)
            let last = try await runs.unfinished(of: ledger.device, now: at + day - .milliseconds(1))
            #expect(last?.checkpoint == "page 7")
            for late in [day, day + .milliseconds(1), .hours(24 * 30)] {
                #expect(try await runs.unfinished(of: ledger.device, now: at + late) == nil)
            }
        }
    }

    @Test func aRunOfTheFutureIsNotContinued() async throws {
        try await Ledger.with { ledger in
            let (_, at) = try await begun(ledger)
            #expect(try await ledger.store.runs.unfinished(of: ledger.device, now: at - .milliseconds(1)) == nil)
            // A page that was stored once the clock was right does not make the window right.
            try ledger.change("UPDATE sync_run SET checkpoint_at = checkpoint_at - 3600000")
            #expect(try await ledger.store.runs.unfinished(of: ledger.device, now: at - .milliseconds(1)) == nil)
            #expect(try await ledger.store.runs.unfinished(of: ledger.device, now: at) != nil)
            try ledger.change("UPDATE sync_run SET checkpoint_at = checkpoint_at + 3600001")
            #expect(try await ledger.store.runs.unfinished(of: ledger.device, now: at) == nil)
        }
    }

    @Test func aRunThatFailedIsContinuedAndOneThatSucceededIsNot() async throws {
        try await Ledger.with { ledger in
            let (run, at) = try await begun(ledger)
            let runs = ledger.store.runs
            _ = try await runs.fail(
                run, device: ledger.device, error: Phrase(verbatim: "down"), needsPerson: false, nextRunAt: at,
                act: Act(by: .person("t"), at: at))
            #expect(try await runs.unfinished(of: ledger.device, now: at)?.checkpoint == "page 7")
            _ = try await runs.succeed(run, device: ledger.device, nextRunAt: at, act: Act(by: .person("t"), at: at))
            #expect(try await runs.unfinished(of: ledger.device, now: at) == nil)
        }
    }

    @Test func onlyTheLastRunOfTheDeviceItselfIsContinued() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            let (run, at) = try await begun(ledger)
            #expect(try await ledger.store.runs.unfinished(of: branch, now: at) == nil)
            let (other, _) = try await begun(ledger, branch)
            #expect(try await ledger.store.runs.unfinished(of: ledger.device, now: at)?.id == run.id)
            #expect(try await ledger.store.runs.unfinished(of: branch, now: at)?.id == other.id)
            _ = try await begun(ledger, checkpoint: nil)
            #expect(try await ledger.store.runs.unfinished(of: ledger.device, now: at) == nil)
        }
    }

    @Test func aDeviceThatReadsAnotherSourceBeginsItsPagesAnew() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            let (_, at) = try await begun(ledger)
            _ = try await begun(ledger, branch)
            let same = try await ledger.store.devices.edit(
                ledger.device, to: Ledger.draft("Renamed"), act: Act(by: .person("t"), at: at))
            #expect(try await ledger.store.runs.unfinished(of: same, now: at) != nil)
            let moved = try await ledger.store.devices.edit(
                same, to: Ledger.draft("Renamed", place: "77"), act: Act(by: .person("t"), at: at))
            #expect(try await ledger.store.runs.unfinished(of: moved, now: at) == nil)
            #expect(try await ledger.store.runs.unfinished(of: branch, now: at) != nil)
        }
    }

    @Test func everyPageMovesTheRunsFiguresOn() async throws {
        try await Ledger.with { ledger in
            let (run, at) = try await begun(ledger)
            let pages = [
                IngestPage(
                    rows: 5, punches: [Ledger.punch(1), Ledger.punch(2)], skipped: ["stranger": 2],
                    undecodable: [(reason: "noTime", raw: [1, 2][...])], checkpoint: "page 8"),
                IngestPage(
                    rows: 4, punches: [Ledger.punch(3)], skipped: ["stranger": 1],
                    undecodable: [(reason: "noTime", raw: [1, 2][...]), (reason: "noTime", raw: [3][...])],
                    checkpoint: "page 9"),
            ]
            for _ in 0..<2 {
                _ = try await ledger.store.runs.ingest(
                    pages, run: run, device: ledger.device, release: ReleaseRule(dueAt: nil, now: at),
                    now: at + .minutes(1))
            }
            let stored = try #require(try await ledger.store.runs.recent(of: ledger.device, limit: 1).first)
            #expect(stored.fetched == 19 && stored.new == 3 && stored.duplicates == 4)
            #expect(stored.skipped == ["stranger": 6, "noTime": 6])
            #expect(stored.checkpoint == "page 9" && stored.checkpointAt == at + .minutes(1))
            // What cannot be decoded is kept once, however often it comes, and counted at its device.
            let status = try await ledger.store.status.status(days: nil)
            #expect(status.devices.map(\.counts.undecoded) == [2] && status.total.undecoded == 2)
            let bytes: String? = try ledger.value("SELECT group_concat(hex(raw)) FROM undecoded")
            #expect(bytes == "0102,03")
        }
    }

    @Test func aRunIsUnderWayWhileItMovedWithinTheLastMinute() async throws {
        try await Ledger.with { ledger in
            let (run, at) = try await begun(ledger)
            let runs = ledger.store.runs
            for (away, isSeen) in [(-61, false), (-60, true), (0, true), (60, true), (61, false)] {
                let seen = try await runs.underWay(now: at + .seconds(away)).map(\.id)
                #expect(seen == (isSeen ? [run.id] : []), "\(away)")
            }
            _ = try await runs.succeed(run, device: ledger.device, nextRunAt: at, act: Act(by: .person("t"), at: at))
            #expect(try await runs.underWay(now: at).isEmpty)
        }
    }
}
