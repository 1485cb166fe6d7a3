import Scheduling
import Synchronization
import Testing

@Suite struct ConcurrencyLimitTests {
    @Test func soManyAtOnceAndAllInTheEnd() async throws {
        let limit = ConcurrencyLimit(width: 3)
        let counts = Mutex((now: 0, most: 0, done: 0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await limit.pass {
                        counts.withLock { counts in
                            counts.now += 1
                            counts.most = max(counts.most, counts.now)
                        }
                        try await Task.sleep(for: .milliseconds(2))
                        counts.withLock { counts in
                            counts.now -= 1
                            counts.done += 1
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(counts.withLock { $0.most } == 3)
        #expect(counts.withLock { $0.done } == 40)
    }

    @Test func whoIsCancelledWhileWaitingLeavesAndTakesNobodysPlace() async throws {
        let limit = ConcurrencyLimit(width: 1)
        let (stream, opener) = AsyncStream<Void>.makeStream()
        let first = Task { try await limit.pass { for await _ in stream {} } }
        let second = Task { try await limit.pass { Issue.record("it was let in") } }
        try await Task.sleep(for: .milliseconds(50))
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        opener.finish()
        try await first.value
        #expect(try await limit.pass { 7 } == 7)
    }

    @Test func anErrorGivesThePlaceBack() async throws {
        struct Trouble: Error {}
        let limit = ConcurrencyLimit(width: 1)
        for _ in 0..<3 { await #expect(throws: Trouble.self) { try await limit.pass { throw Trouble() } } }
        #expect(try await limit.pass { true })
    }
}
