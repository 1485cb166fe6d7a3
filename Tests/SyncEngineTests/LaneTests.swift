import Attendance
import ConnectorKit
import HTTPTransport
import Store
import Synchronization
import TestSupport
import Testing
import Wire

@testable import SyncEngine

/// What stands between fetching and the disk, and between a device and its secrets.
@Suite struct LaneTests {
    private struct Full: Error {}

    /// Opens once, for whoever waits.
    private final class Gate: Sendable {
        private let stream = AsyncStream<Void>.makeStream()

        func open() { stream.continuation.finish() }
        func pass() async { for await _ in stream.stream {} }
    }

    /// How many there are now, and how many there were at most.
    private final class Crowd: Sendable {
        private let counts = Mutex((now: 0, most: 0))

        var now: Int { counts.withLock { $0.now } }
        var most: Int { counts.withLock { $0.most } }
        func enter() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
        func leave() { counts.withLock { $0.now -= 1 } }
    }

    private func page(_ number: Int) -> IngestPage { IngestPage(rows: number, punches: [], checkpoint: "\(number)") }

    @Test func everyPageIsStoredOnceInItsOrder() async throws {
        let stored = Mutex<[Int]>([])
        let lane = PageLane { pages in stored.withLock { $0 += pages.map(\.rows) } }
        for number in 1...200 { try await lane.push(page(number)) }
        try await lane.drain()
        #expect(stored.withLock { $0 } == Array(1...200))
        try await lane.drain()
    }

    /// While the disk is slow two dozen pages wait, and then the vendor does.
    @Test func noMorePagesWaitThanTheLaneHolds() async throws {
        let gate = Gate()
        let batches = Mutex<[Int]>([])
        let lane = PageLane { pages in
            batches.withLock { $0.append(pages.count) }
            await gate.pass()
        }
        let pushed = Crowd()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...60 {
                    try await lane.push(page(number))
                    pushed.enter()
                }
            }
            // One is being stored, and the lane has room for one less than it holds.
            let isFull = try await eventually { pushed.now == PageLane.capacity }
            #expect(isFull)
            for _ in 0..<200 { await Task.yield() }
            #expect(pushed.now == PageLane.capacity && batches.withLock { $0 } == [1])
            gate.open()
            try await group.waitForAll()
        }
        try await lane.drain()
        #expect(batches.withLock { $0.reduce(0, +) } == 60)
        #expect(batches.withLock { $0.allSatisfy { $0 <= PageLane.capacity } })
    }

    @Test func behindAPageThatCannotBeStoredNothingIs() async throws {
        let stored = Mutex<[Int]>([])
        let gate = Gate()
        let lane = PageLane { pages in
            stored.withLock { $0 += pages.map(\.rows) }
            await gate.pass()
            throw Full()
        }
        try await lane.push(page(1))
        try await lane.push(page(2))
        gate.open()
        await #expect(throws: Full.self) { try await lane.drain() }
        await #expect(throws: Full.self) { try await lane.push(page(3)) }
        await #expect(throws: Full.self) { try await lane.drain() }
        #expect(stored.withLock { $0 } == [1])
    }

    @Test func aDeviceThatIsRemovedWhileItIsReadEndsItsRunAndHarmsNoOther() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let other = try await bench.addDevice("Other")
            bench.vendor.answers { fetch, sink in
                guard fetch.device == "Door" else { return }
                _ = try await bench.store.devices.remove(
                    device, withPunches: true, act: Act(by: .person("t"), at: bench.now))
                var page = Page()
                page.rows = 1
                page.punches = [bench.punch("a")]
                try await sink(page)
            }
            let report = await bench.engine.sync(device, .undated(.device), by: .schedule)
            #expect(report.error != nil && bench.engine.activeRuns.all.isEmpty)
            let next = await bench.engine.sync(other, .undated(.device), by: .schedule)
            #expect(next.ok)
        }
    }

    // MARK: Secrets in replies

    /// What is sealed is read anew when it has changed, and kept out of messages by then.
    @Test func aSecretThatWasChangedIsMaskedFromThenOn() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let echoes = Mutex<[String]>([])
            let said = "old-secret-of-it and new-secret-of-it"
            bench.vendor.answers { _, _ in
                let shown = ReplyText.mask.masked(said)
                echoes.withLock { $0.append(shown) }
            }
            for secret in ["old-secret-of-it", "new-secret-of-it"] {
                try await bench.store.devices.keepSecrets(FieldValues(["key": [secret]]), of: device)
                for _ in 0..<2 { _ = await bench.engine.sync(device, .undated(.device), by: .schedule) }
            }
            let old = "••• and new-secret-of-it"
            let new = "old-secret-of-it and •••"
            #expect(echoes.withLock { $0 } == [old, old, new, new])
        }
    }

    // MARK: Renewals

    @Test func aRenewalIsKeptBeforeItIsUsedAndSeenByTheNext() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let renewed = Credentials(values: FieldValues(["key": ["renewed"]]))
            let kept = try await bench.engine.renewCredentials(of: device) { stored in
                #expect(stored.values["key"] == "key-of-Door")
                return renewed
            }
            #expect(kept == renewed)
            let secrets = try await bench.store.devices.secrets(of: device)
            #expect(secrets["key"] == "renewed")
            let before = try await bench.store.sealedValues.revision()
            let same = try await bench.engine.renewCredentials(of: device) { $0 }
            let after = try await bench.store.sealedValues.revision()
            #expect(same == renewed && before == after, "what another has renewed meanwhile is not written again")
        }
    }

    @Test func onlyOneRenewsAtATimeAndAFailureKeepsWhatThereWas() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let inside = Crowd()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        _ = try await bench.engine.renewCredentials(of: device) { stored in
                            inside.enter()
                            for _ in 0..<20 { await Task.yield() }
                            inside.leave()
                            let next = (stored.values["key"] ?? "") + "+\(number)"
                            return Credentials(values: FieldValues(["key": [next]]))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(inside.most == 1)
            let all = try await bench.store.devices.secrets(of: device)["key"]
            #expect(all?.utf8.count == "key-of-Door+0+1+2+3".utf8.count, "none overwrote another")
            await #expect(throws: Full.self) {
                try await bench.engine.renewCredentials(of: device) { _ in throw Full() }
            }
            let left = try await bench.store.devices.secrets(of: device)["key"]
            #expect(left == all)
        }
    }

    @Test func whoWaitsTooLongForAnothersRenewalSaysSoAndLeavesEverything() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let lock = try #require(try await bench.store.devices.lockCredentials(of: device))
            let failure = await #expect(throws: ConnectorFailure.self) {
                _ = try await bench.engine.renewCredentials(of: device, within: .milliseconds(30)) { _ in
                    Issue.record("renewed beside another")
                    throw Full()
                }
            }
            #expect(failure?.code == .timedOut && failure?.problem.en.contains("still renewing it") == true)
            withExtendedLifetime(lock) {}
        }
    }

    @Test func whoIsCancelledReadsNoWordsOfTheCompiler() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            let device = try await bench.device()
            let reading = Task { await bench.engine.sync(device, .undated(.device), by: .schedule) }
            reading.cancel()
            let delivering = Task { await bench.engine.deliver(to: client, .due, by: .schedule) }
            delivering.cancel()
            let errors = [await reading.value.error, await delivering.value.error].compactMap { $0?.en }
            #expect(!errors.contains { $0.contains("CancellationError") }, "\(errors)")
        }
    }

    @Test func aKindWithoutAccountsNamesNone() async throws {
        try await Bench.with { bench in
            let fields = FieldValues(["place": ["1"]])
            #expect(bench.engine.account(kind: "scripted", fields: fields) == nil)
            #expect(bench.engine.account(kind: "of-tomorrow", fields: fields) == nil)
        }
    }
}
