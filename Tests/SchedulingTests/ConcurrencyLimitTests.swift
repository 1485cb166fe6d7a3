import Scheduling
import Synchronization
import Testing

@Suite struct ConcurrencyLimitTests {
    @Test func soManyAtOnceAndAllInTheEnd() async throws {
        let limit = ConcurrencyLimit(width: 3)
        let counts = Counts()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await limit.pass {
                        counts.enter()
                        try await Task.sleep(for: .milliseconds(2))
                        counts.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(counts.most == 3)
        #expect(counts.done == 40)
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

private final class Counts: Sendable {
    private let state = Mutex((now: 0, most: 0, done: 0))

    var most: Int { state.withLock { $0.most } }
    var done: Int { state.withLock { $0.done } }

    func enter() {
        state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
        }
    }

    func leave() {
        state.withLock { state in
            state.now -= 1
            state.done += 1
        }
    }
}
