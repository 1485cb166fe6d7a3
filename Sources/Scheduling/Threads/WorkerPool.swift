import Attendance
import Synchronization

/// Threads of their own for work that would hold up the server's: passwords, uploaded tables, photos, mail. So many
/// pieces at once, so many that wait, the rest is turned away with a sentence.
///
/// Nobody is left behind: `run` returns once its work is over, and whoever is cancelled while it waits leaves at once.
/// The threads end with the pool.
public final class WorkerPool<Tool>: Sendable {
    private typealias Ticket = FairQueue.Ticket
    private typealias Waiter = CheckedContinuation<Int, any Error>

    private struct State {
        var queue: FairQueue
        var waiters: [Ticket: Waiter] = [:]
        var nextNumber = 0
    }

    private let state: Mutex<State>
    private let seats: [Seat<Tool>]
    private let threads: PoolThreads
    private let overload: Overload

    /// - Parameters:
    ///   - name: of the threads.
    ///   - width: pieces of work at once.
    ///   - mostWaiting: pieces of work that wait for their turn.
    ///   - mostOfOne: of them, those of one owner.
    ///   - isModest: whether others of this machine go first.
    ///   - overload: what is thrown where too much waits.
    ///   - tool: makes what a piece of work needs to itself; made when a seat is first taken, and kept for the next.
    public init(
        _ name: String, width: Int, mostWaiting: Int, mostOfOne: Int = .max, isModest: Bool = false,
        overload: Overload, tool: @escaping @Sendable () -> Tool
    ) {
        state = Mutex(State(queue: FairQueue(seats: width, mostWaiting: mostWaiting, mostOfOne: mostOfOne)))
        seats = (0..<width).map { _ in Seat(tool) }
        threads = PoolThreads(name, width, isModest: isModest)
        self.overload = overload
    }

    deinit { threads.end() }

    /// Pieces of work whose turn has not come.
    public var waitingCount: Int { state.withLock { $0.queue.waiting.count } }

    /// Does the work there, once it is its turn. It can ask `Task.isCancelled`: it is still the caller's task.
    ///
    /// - Parameters:
    ///   - owner: whose work it is, where one owner must not hold up the others: one piece of each is done at a time.
    ///   - work: given the tool, which nobody else has meanwhile.
    /// - Throws: `Overload`; `CancellationError` where the caller was cancelled before it began; what the work throws.
    public func run<Value: Sendable>(
        for owner: String? = nil, _ work: @Sendable (Tool) throws -> Value
    ) async throws -> Value {
        let ticket = state.withLock { state in
            state.nextNumber += 1
            return Ticket(number: state.nextNumber, owner: owner)
        }
        let place = try await seat(for: ticket)
        let start = ContinuousClock.now
        defer { finish(ticket, place, after: .now - start) }
        try Task.checkCancellation()
        let seat = seats[place]
        return try await withTaskExecutorPreference(threads) { try work(seat.tool) }
    }

    /// Waits for a seat.
    private func seat(for ticket: Ticket) async throws -> Int {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: Waiter) in
                var refusal: (any Error)?
                state.withLock { state in
                    if Task.isCancelled {
                        refusal = CancellationError()
                    } else if state.queue.join(ticket) {
                        state.waiters[ticket] = waiter
                    } else {
                        refusal = overload
                    }
                }
                if let refusal { waiter.resume(throwing: refusal) } else { seatWaiters() }
            }
        } onCancel: {
            let waiter = state.withLock { $0.queue.leave(ticket) ? $0.waiters.removeValue(forKey: ticket) : nil }
            waiter?.resume(throwing: CancellationError())
        }
    }

    private func finish(_ ticket: Ticket, _ seat: Int, after duration: Duration) {
        state.withLock { $0.queue.finish(ticket, seat: seat, after: duration) }
        seatWaiters()
    }

    private func seatWaiters() {
        while true {
            let next = state.withLock { state -> (Waiter, Int)? in
                guard let (ticket, seat) = state.queue.seatNext() else { return nil }
                return state.waiters.removeValue(forKey: ticket).map { ($0, seat) }
            }
            guard let (waiter, seat) = next else { return }
            waiter.resume(returning: seat)
        }
    }
}

extension WorkerPool where Tool == Void {
    public convenience init(
        _ name: String, width: Int, mostWaiting: Int, isModest: Bool = false, overload: Overload
    ) {
        self.init(name, width: width, mostWaiting: mostWaiting, isModest: isModest, overload: overload) {}
    }
}

/// Too much waits already.
public struct Overload: Failure {
    /// What whoever is turned away is told.
    public let phrase: Phrase
    /// When it is worth coming again.
    public let retryAfter: Duration?

    public var blame: Blame { .load }

    public init(_ phrase: Phrase, retryAfter: Duration) {
        self.phrase = phrase
        self.retryAfter = retryAfter
    }
}

/// Where one piece of work is done at a time. Unchecked: whoever was given the seat by the queue has the tool to itself.
private final class Seat<Tool>: @unchecked Sendable {
    private(set) lazy var tool: Tool = make()
    private let make: @Sendable () -> Tool

    init(_ make: @escaping @Sendable () -> Tool) {
        self.make = make
    }
}
