import Attendance
import ConnectorKit
import Database
import Foundation
import HRKit
import SQLiteDatabase
import Scheduling
import Store
import Synchronization
import TestSupport
import Testing

@testable import SyncEngine

/// A database that refuses: what it refuses is said, and takes nothing else with it.
@Suite struct StoreTroubleTests {
    private func alter(_ bench: Bench, _ sql: String) async throws {
        let queue = try SQLiteFile(path: bench.store.directory.appending(path: "rollcall.db").path)
        try queue.write { try $0.execute(sql: sql) }
    }

    @Test func ofCallsThatShareACommitOnlyTheOneThatCannotBeStoredFails() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let secret = try await bench.store.hooks.make(for: device, act: Act(by: .person("test"), at: bench.now))
            try await alter(
                bench,
                """
                CREATE TRIGGER trouble BEFORE INSERT ON punch WHEN NEW.code LIKE 'poison%'
                BEGIN SELECT RAISE(ABORT, 'no room for it'); END
                """)
            bench.vendor.hears { call in
                var page = Page()
                page.rows = 1
                page.punches = [bench.punch(String(decoding: call.body, as: UTF8.self))]
                return .records(page)
            }
            let words = await withTaskGroup(of: (String, String).self) { group in
                for number in 0..<200 {
                    let name = number % 40 == 7 ? "poison\(number)" : "p\(number)"
                    group.addTask {
                        do throws(StoreFailure) {
                            let outcome = try await bench.engine.receive(
                                Array(name.utf8), kind: "scripted", secret: secret)
                            guard case .stored(1)? = outcome else { return (name, "\(String(describing: outcome))") }
                            return (name, "stored")
                        } catch {
                            return (name, error.phrase.en)
                        }
                    }
                }
                return await group.reduce(into: [String: String]()) { $0[$1.0] = $1.1 }
            }
            for (name, said) in words {
                #expect(name.hasPrefix("p") && !name.hasPrefix("poison") ? said == "stored" : said.contains("no room"))
            }
            let stored = try await bench.device()
            #expect(words.count == 200 && stored.punchCount == 195)
            let hook = try await bench.store.hooks.find(of: device)?.hook
            #expect(hook?.calls == 195)
        }
    }

    @Test func aReplayThatCannotBeNotedIsAnOutageAndLosesNothing() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { batch in batch.map { _ in .parked(.unknownCode, Phrase(verbatim: "who?")) } }
            _ = await bench.deliver(client)
            bench.hr.answers { batch in batch.map { _ in .delivered(receipt: nil) } }
            bench.hr.set { state in state.known = { codes in codes } }
            try await alter(
                bench,
                """
                CREATE TRIGGER trouble BEFORE INSERT ON history WHEN NEW.event = 'hr.replayed'
                BEGIN SELECT RAISE(ABORT, 'no room for it'); END
                """)
            let report = await bench.deliver(client)
            #expect(report.error?.en.contains("no room for it") == true && report.delivered == 0)
            let failing = try await bench.client()
            #expect(failing.failures == 1 && failing.attention == nil && failing.nextAttemptAt > bench.now)
            try await alter(bench, "DROP TRIGGER trouble")
            bench.clock.advance(by: .minutes(1))
            let next = await bench.deliver(client)
            #expect(next.delivered == 1 && next.error == nil)
        }
    }

    @Test func aLookThatTheDatabaseRefusesIsNoSignOfLifeAndTheNextOneFindsWhatIsDue() async throws {
        try await Bench.with { bench in
            try await bench.owing(["a"])
            let schedule = DeliverySchedule(engine: bench.engine)
            try await alter(bench, "ALTER TABLE hr_client RENAME TO elsewhere")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await schedule.run() }
                let hasFailed = try await eventually { schedule.loop.failures > 0 }
                #expect(hasFailed && schedule.loop.lastBeat == nil)
                try await alter(bench, "ALTER TABLE elsewhere RENAME TO hr_client")
                schedule.loop.ring()
                let haveArrived = try await eventually { !bench.hr.batches.isEmpty }
                #expect(haveArrived && schedule.loop.lastBeat != nil)
                group.cancelAll()
            }
        }
    }
}
