import Attendance
import Foundation
import Scheduling
import Synchronization
import TestSupport
import Testing

private final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock(\.self) }

    func set() { value.withLock { $0 = true } }
}

@Suite struct WorkerPoolTests {
    private static func pool(width: Int, mostWaiting: Int) -> WorkerPool<Void> {
        WorkerPool(
            "test", width: width, mostWaiting: mostWaiting,
            overload: Overload(Phrase(verbatim: "too much"), retryAfter: .seconds(7)))
    }

    @Test func workIsStillItsCallersTaskAndHearsOfACancellation() async throws {
        let pool = Self.pool(width: 1, mostWaiting: 0)
        let began = AsyncStream<Void>.makeStream()
        let task = Task {
            try await pool.run {
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
        let pool = Self.pool(width: 1, mostWaiting: 1)
        let gate = Flag()
        let began = AsyncStream<Void>.makeStream()
        let first = Task {
            try await pool.run {
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
                do { return try await pool.run { number } } catch {
                    if (error as? Overload)?.retryAfter == .seconds(7) { refusals.continuation.yield() }
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
        #expect(try await pool.run { 3 } == 3)
    }

    @Test func workThatBlocksHoldsUpNoTaskOfTheServer() async throws {
        let pool = Self.pool(width: 2, mostWaiting: 8)
        let isOver = Flag()
        let blocked = (0..<2).map { _ in Task { try await pool.run { while !isOver.isSet {} } } }
        // More tasks than the server has threads, each of which must get on.
        await withDiscardingTaskGroup { group in
            for _ in 0..<64 { group.addTask { await Task.yield() } }
        }
        isOver.set()
        for task in blocked { try await task.value }
    }

    @Test func whoIsCancelledWhileWaitingLeavesAtOnceAndGivesHisPlaceAway() async throws {
        let pool = Self.pool(width: 1, mostWaiting: 1)
        let gate = Flag()
        let began = AsyncStream<Void>.makeStream()
        let first = Task {
            try await pool.run {
                began.continuation.yield()
                while !gate.isSet {}
            }
        }
        for await _ in began.stream { break }
        let second = Task { try await pool.run { true } }
        let secondWaits = try await eventually { pool.waitingCount == 1 }
        #expect(secondWaits)
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(pool.waitingCount == 0)
        let third = Task { try await pool.run { true } }
        let thirdWaits = try await eventually { pool.waitingCount == 1 }
        #expect(thirdWaits)
        gate.set()
        try await first.value
        #expect(try await third.value)
    }

    @Test func whatFailsFreesItsPlace() async throws {
        let pool = Self.pool(width: 1, mostWaiting: 0)
        for _ in 0..<3 {
            await #expect(throws: CocoaError.self) { try await pool.run { throw CocoaError(.fileNoSuchFile) } }
        }
        #expect(try await pool.run { true })
    }

    @Test func aToolIsMadeWithTheFirstWorkAndKeptForTheNextAndNeverShared() async throws {
        final class Tool { var isUsed = false }
        let made = Mutex(0)
        let pool = WorkerPool<Tool>(
            "test", width: 2, mostWaiting: 100, overload: Overload(Phrase(verbatim: ""), retryAfter: .zero)
        ) {
            made.withLock { $0 += 1 }
            return Tool()
        }
        #expect(made.withLock { $0 } == 0)
        for _ in 0..<3 { try await pool.run { _ in } }
        #expect(made.withLock { $0 } == 1, "one after the other they have one")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await pool.run { tool in
                        defer { tool.isUsed = false }
                        let wasUsed = tool.isUsed
                        tool.isUsed = true
                        return wasUsed
                    }
                }
            }
            for try await wasUsed in group { #expect(!wasUsed) }
        }
        #expect(made.withLock { $0 } <= 2)
    }
}
