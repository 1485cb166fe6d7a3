import Hub
import Synchronization
import Testing

private final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock(\.self) }

    func set() { value.withLock { $0 = true } }
}

@Suite struct WorkThreadTests {
    @Test func workIsStillItsCallersTaskAndHearsOfACancellation() async throws {
        let threads = WorkThreads("test", width: 1, mostWaiting: 1)
        let began = AsyncStream<Void>.makeStream()
        let task = Task {
            try await threads.run {
                began.continuation.yield()
                while !Task.isCancelled {}
                return "stopped"
            }
        }
        for await _ in began.stream { break }
        task.cancel()
        #expect(try await task.value == "stopped")
    }

    @Test func whatIsTooMuchIsTurnedAwayAtOnceAndTheRestIsDone() async throws {
        let threads = WorkThreads("test", width: 1, mostWaiting: 2)
        let gate = Flag()
        let began = AsyncStream<Void>.makeStream()
        let first = Task {
            try await threads.run {
                began.continuation.yield()
                while !gate.isSet {}
                return 1
            }
        }
        for await _ in began.stream { break }
        // One more finds a place and waits; the others are turned away while nothing moves.
        let refusals = AsyncStream<Void>.makeStream()
        let others = (0..<4).map { number in
            Task {
                do { return try await threads.run { number } } catch {
                    if error is WorkThreads.Overload { refusals.continuation.yield() }
                    throw error
                }
            }
        }
        var refused = 0
        for await _ in refusals.stream {
            refused += 1
            if refused == 3 { break }
        }
        gate.set()
        #expect(try await first.value == 1)
        var done = 0
        for task in others where (try? await task.value) != nil { done += 1 }
        #expect(done == 1)
        #expect(try await threads.run { 3 } == 3)
    }

    @Test func workThatBlocksHoldsUpNoTaskOfTheServer() async throws {
        let threads = WorkThreads("test", width: 2, mostWaiting: 8)
        let isOver = Flag()
        let blocked = (0..<2).map { _ in Task { try await threads.run { while !isOver.isSet {} } } }
        // More tasks than the server has threads, each of which must get on.
        await withDiscardingTaskGroup { group in
            for _ in 0..<64 { group.addTask { await Task.yield() } }
        }
        isOver.set()
        for task in blocked { try await task.value }
    }
}
