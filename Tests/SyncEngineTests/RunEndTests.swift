import Attendance
import ConnectorKit
import Foundation
import Store
import Synchronization
import TestSupport
import Testing

@testable import SyncEngine

/// How a run ends: when the device is read again, whether a person must act, and what bounds it.
@Suite struct RunEndTests {
    private func sync(_ bench: Bench, _ name: String = "Door") async throws -> SyncReport {
        await bench.engine.sync(try await bench.device(name), .undated(.periodic), by: .schedule)
    }

    private func pause(_ bench: Bench) async throws -> Duration {
        try await bench.device().nextRunAt.since(bench.now)
    }

    /// Anything else that a connector may throw.
    private struct Surprise: Error {}

    @Test(arguments: [ConnectorFailure.Code.credentials, .configuration])
    func whatAPersonMustMendIsSaidAtOnceAndProbedOnceAnHour(_ code: ConnectorFailure.Code) async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            bench.vendor.answers { _, _ in throw failure(code) }
            let report = try await sync(bench)
            let device = try await bench.device()
            #expect(report.error == failure(code).phrase && device.attention == report.error)
            let pause = try await self.pause(bench)
            #expect(pause == .hours(1))
        }
    }

    @Test(arguments: [
        ConnectorFailure.Code.unreachable, .timedOut, .rateLimited, .vendorFault, .badReply, .incomplete,
    ])
    func whatMayPassIsTriedAgainSoonAndAsksNobody(_ code: ConnectorFailure.Code) async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            bench.vendor.answers { _, _ in throw failure(code) }
            _ = try await sync(bench)
            let device = try await bench.device()
            #expect(device.attention == nil && device.failures == 1 && device.lastRun?.ok == false)
            let pause = try await self.pause(bench)
            #expect(pause <= .minutes(2))
        }
    }

    /// A full disk is not the device's, and nobody has to mend the device for it; a lost key is a person's to mend.
    @Test(arguments: [StoreFailure.data(.diskFull), .data(.locked), .data(.readOnly), .data(.io(detail: "x"))])
    func aFaultOfTheStoreIsNoFaultOfTheDevice(_ error: StoreFailure) async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            bench.vendor.answers { _, _ in throw error }
            let report = try await sync(bench)
            let device = try await bench.device()
            #expect(report.error == error.phrase && device.attention == nil)
            let pause = try await self.pause(bench)
            #expect(pause <= .minutes(2))
        }
    }

    @Test func whatNobodyHasForeseenIsAPersonsToMend() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            bench.vendor.answers { _, _ in throw Surprise() }
            let report = try await sync(bench)
            let device = try await bench.device()
            #expect(report.error?.en.contains("Surprise") == true && device.attention == report.error)
            let pause = try await self.pause(bench)
            #expect(pause == .hours(1))
        }
    }

    /// Stopped, not failed: the run stays open for the next one.
    @Test func aRunThatIsStoppedHasNotFailed() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            bench.vendor.answers { _, sink in
                var page = Page()
                page.checkpoint = "here"
                try await sink(page)
                throw failure(.cancelled)
            }
            let report = try await sync(bench)
            let device = try await bench.device()
            #expect(report.error != nil && device.failures == 0 && device.attention == nil)
            #expect(device.nextRunAt <= bench.now)
            let run = try await bench.store.runs.recent(of: device, limit: 1).first
            #expect(run?.endedAt == nil && run?.ok == nil && run?.checkpoint == "here")
            #expect(bench.engine.activeRuns.all.isEmpty)
        }
    }

    /// Twice as long after each failure, half an hour at most; a success begins anew.
    @Test func aFailingDeviceIsLeftAloneLongerEachTime() async throws {
        try await Bench.with { bench in
            try await bench.addDevice(fields: ["period-seconds": "60"])
            bench.vendor.answers { _, _ in throw failure(.unreachable) }
            for longest in [60.0, 120, 240, 480, 960, 1800, 1800, 1800] {
                _ = try await sync(bench)
                let pause = try await self.pause(bench)
                #expect(pause <= .seconds(longest) && pause >= .seconds(longest * 0.95 - 0.01), "\(longest)")
            }
            let failing = try await bench.device()
            #expect(failing.failures == 8 && failing.attention != nil, "what goes on for long is told")
            bench.vendor.answers { _, _ in }
            _ = try await sync(bench)
            let well = try await bench.device()
            #expect(well.failures == 0 && well.attention == nil && well.lastSuccessAt == bench.now)
            let pause = try await self.pause(bench)
            #expect(pause <= .seconds(60))
        }
    }

    /// Its own period, else the setting, else two minutes; always a little early, never late.
    @Test(
        arguments: [(nil, "2", 120), (nil, "30", 1800), (nil, "0", 120), ("600", "2", 600)]
            as [(String?, String, Double)])
    func theNextRunFollowsThePeriod(_ own: String?, _ setting: String, _ seconds: Double) async throws {
        try await Bench.with { bench in
            try await bench.addDevice(fields: own.map { ["period-seconds": $0] } ?? [:])
            try await bench.set("auto-sync-minutes", setting)
            var pauses: Set<Duration> = []
            for _ in 0..<8 {
                _ = try await sync(bench)
                pauses.insert(try await pause(bench))
            }
            #expect(pauses.allSatisfy { $0 <= .seconds(seconds) && $0 >= .seconds(seconds * 0.95 - 0.01) })
            #expect(pauses.count > 1, "devices that were added together drift apart")
        }
    }

    @Test(arguments: [("true", true), ("false", false)])
    func whatIsReadIsDueAtOnceOnlyWhereThatIsSet(_ setting: String, _ isDue: Bool) async throws {
        try await Bench.with { bench in
            try await bench.set("push-after-sync", setting)
            let client = try await bench.owing(["a"])
            let due = try await bench.store.deliveries.nextDue(client)
            #expect(due == (isDue ? bench.now : nil))
        }
    }

    // MARK: Bounds

    private func pages(_ rows: [Int]) -> ScriptedVendor.Answer {
        { _, sink in
            for rows in rows {
                var page = Page()
                page.rows = rows
                try await sink(page)
            }
        }
    }

    @Test(arguments: [([10_000_000], true), ([10_000_001], false), ([9_999_999, 1], true), ([9_999_999, 2], false)])
    func aRunHasTenMillionRowsAtMost(_ rows: [Int], _ ends: Bool) async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            bench.vendor.answers(pages(rows))
            let report = try await sync(bench)
            #expect((report.error == nil) == ends)
            if !ends { #expect(report.error?.en.contains("the answers do not end") == true) }
        }
    }

    @Test func pagesWithoutARowEndARunOnlyOneAfterTheOther() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            let empty = [Int](repeating: 0, count: 2000)
            bench.vendor.answers(pages(empty + [1, 0]))
            let whole = try await sync(bench)
            #expect(whole.error == nil && whole.fetched == 1)
            bench.vendor.answers(pages(empty + [0]))
            let endless = try await sync(bench)
            #expect(endless.error?.en.contains("the answers do not end") == true)
        }
    }

    @Test func whatNoRecordCanBeIsKeptUndecoded() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            bench.vendor.has([bench.punch("a", code: String(repeating: "9", count: 201)), bench.punch("b")])
            let report = try await sync(bench)
            #expect(report.error == nil && report.new == 1 && report.skipped == ["tooLong": 1])
        }
    }

    // MARK: Who watches

    @Test func aRunShowsItsProgressAndGoesOnCountingWhereItStood() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let notes = Mutex<[SyncProgressNote]>([])
            let seen = Mutex<[ActiveRuns.Progress?]>([])
            bench.vendor.answers { fetch, sink in
                seen.withLock { $0.append(bench.engine.activeRuns.all[device.id]) }
                for _ in 0..<2 {
                    var page = Page()
                    page.rows = 10
                    page.expectedRows = 40
                    page.checkpoint = "on"
                    try await sink(page)
                    seen.withLock { $0.append(bench.engine.activeRuns.all[device.id]) }
                }
                if fetch.checkpoint == nil { throw failure(.timedOut) }
            }
            for _ in 0..<2 {
                _ = await bench.engine.sync(device, .undated(.device), by: .schedule) { note in
                    notes.withLock { $0.append(note) }
                }
                bench.vendor.answers { fetch, sink in
                    guard fetch.checkpoint != nil else { return }
                    var page = Page()
                    page.rows = 10
                    try await sink(page)
                }
            }
            #expect(notes.withLock { $0.map(\.fetched) } == [10, 20, 30])
            #expect(notes.withLock { $0.map(\.expected) } == [40, 40, nil])
            #expect(notes.withLock { $0.allSatisfy { $0.device == "Door" } })
            let during = seen.withLock { $0 }
            #expect(during.map { $0?.fetched } == [0, 10, 20] && during.last??.expected == 40)
            #expect(bench.engine.activeRuns.all.isEmpty)
        }
    }

    @Test func aReportNamesWhereThePunchesGo() async throws {
        try await Bench.with { bench in
            for name in ["A", "B"] { try await bench.addHR(name) }
            try await bench.addDevice(hr: ["A", "B"])
            let report = try await sync(bench)
            #expect(report.hrClients == ["A", "B"] && report.device == "Door" && report.duration > .zero)
        }
    }

    // MARK: The test of a connection

    @Test func aTestEndsWithTheStepThatFailed() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let steps = ["one", "two", "three"].map { name in
                ConnectionStep(Phrase(verbatim: name)) { () throws(ConnectorFailure) in
                    if name == "two" { throw failure(.credentials) }
                    return Phrase(verbatim: "fine")
                }
            }
            let told = Mutex<[String]>([])
            for (chosen, isWell) in [(steps, false), ([steps[0], steps[2]], true)] {
                bench.vendor.steps(chosen)
                let result = try await bench.engine.test(device, by: .command) { title, result in
                    told.withLock { $0.append("\(title.en) \((try? result.get()) != nil)") }
                }
                #expect(result == isWell)
            }
            #expect(told.withLock { $0 } == ["one true", "two false", "one true", "three true"])
            let lock = try #require(try bench.store.lock(.device(device.id)))
            await #expect(throws: RequestFailure.self) { try await bench.engine.test(device, by: .command) { _, _ in } }
            withExtendedLifetime(lock) {}
        }
    }
}
