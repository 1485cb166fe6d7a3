import Attendance
import ConnectorKit
import HRKit
import Store
import TestSupport
import Testing

@testable import SyncEngine

private let down = Phrase(verbatim: "down")

private func stop() { withUnsafeCurrentTask { $0?.cancel() } }

/// Whoever stops in the middle: nothing more is sent, and nobody is blamed.
@Suite struct StopTests {
    private func untouched(_ bench: Bench) async throws -> Bool {
        let client = try await bench.client()
        return client.failures == 0 && client.failure == nil && client.failingSince == nil
            && client.nextAttemptAt <= bench.now
    }

    @Test func aPersonWhoStopsWhileAnUnfitTargetIsGivenTimeSendsNothingMore() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { _ throws(BatchFailure) in throw .unavailable(down, retryAfter: nil) }
            let report = await Task {
                await bench.engine.deliver(to: client, .due, by: .person("test")) { _ in stop() }
            }.value
            #expect(bench.hr.sizes == [1] && report.settled == 0)
            #expect(report.error == StoreFailure.cancelled.phrase)
            #expect(try await untouched(bench))
        }
    }

    @Test func whoStopsWhileAnotherProcessDeliversIsToldThatItWasCancelled() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            let lock = try #require(try bench.store.lock(.hrClient(client.id)))
            let report = await Task {
                stop()
                return await bench.engine.deliver(to: client, .due, by: .person("test"))
            }.value
            withExtendedLifetime(lock) {}
            #expect(report.error == StoreFailure.cancelled.phrase && !report.isBusy && bench.hr.batches.isEmpty)
        }
    }

    @Test func aFaultThatNobodyWaitsForAnyMoreIsNotTriedAgain() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a", "b"])
            let due = try await bench.store.deliveries.due(client, at: bench.now, limit: 100)
            bench.hr.answers { _ throws(BatchFailure) in
                stop()
                throw .faulted(down)
            }
            let resolution = await Task {
                var resolver = BatchResolver(
                    system: bench.hr.line, schedule: ScriptedHR.schedule, patience: .background, now: { bench.now })
                return await resolver.resolve(due)
            }.value
            #expect(bench.hr.sizes == [2] && resolution.settlements.isEmpty)
            guard case .cancelled? = resolution.stop else {
                Issue.record("\(String(describing: resolution.stop))")
                return
            }
        }
    }

    /// What was taken before stays taken, and what is open is not blamed for the outage.
    @Test func aTargetThatGoesAwayWhileAPersonWaitsForTheRestEndsThePass() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a", "b"])
            bench.hr.answers { batch throws(BatchFailure) in
                guard batch.count == 2 else { throw .unavailable(down, retryAfter: nil) }
                return batch.map { $0.code == "a" ? .delivered(receipt: nil) : .failed(down, retryAfter: nil) }
            }
            let due = try await bench.store.deliveries.due(client, at: bench.now, limit: 100)
            var resolver = BatchResolver(
                system: bench.hr.line, schedule: ScriptedHR.schedule, patience: .foreground, now: { bench.now })
            let resolution = await resolver.resolve(due)
            #expect(bench.hr.sizes == [2, 1] && bench.hr.batches.last?.map(\.code) == ["b"])
            let taken = due.filter { $0.punch.code == "a" }.map(\.punch.id)
            #expect(resolution.settlements.map(\.punchID) == taken)
            guard case .unavailable(down, nil)? = resolution.stop else {
                Issue.record("\(String(describing: resolution.stop))")
                return
            }
        }
    }

    @Test func aRunThatIsStoppedIsNoFailureAndTheNextOneGoesOnFromIt() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            bench.vendor.answers { _, sink in
                var page = Page()
                page.rows = 1
                page.punches = [bench.punch("a")]
                page.checkpoint = "half"
                try await sink(page)
                stop()
                throw CancellationError()
            }
            let report = await Task {
                await bench.engine.sync(device, .undated(.device), by: .person("test"))
            }.value
            #expect(!report.ok && report.error == StoreFailure.cancelled.phrase)
            let untouched = try await bench.device()
            #expect(untouched.failures == 0 && untouched.attention == nil)
            bench.vendor.answers { _, _ in }
            let next = await bench.engine.sync(untouched, .undated(.device), by: .person("test"))
            let fetches = bench.vendor.fetches
            try #require(next.ok && fetches.count >= 2)
            #expect(fetches[1].window == fetches[0].window && fetches[1].checkpoint == "half")
        }
    }
}
