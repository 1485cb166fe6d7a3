import Synchronization

/// Hands on what comes in to one who waits for it, for a time.
final class Mailbox<Element: Sendable>: Sendable {
    enum Outcome: Sendable {
        case item(Element)
        case ended(TerminalFailure.Problem)
        case timedOut
        case cancelled
    }

    private struct State {
        var items: [Element] = []
        var weight = 0
        var end: TerminalFailure.Problem?
        var waiter: (id: UInt64, continuation: CheckedContinuation<Outcome, Never>)?
        var lastID: UInt64 = 0
    }

    private let state = Mutex(State())
    private let limit: Int
    private let weigh: @Sendable (Element) -> Int

    /// - Parameter limit: what all that lies here may weigh together.
    init(limit: Int, weigh: @escaping @Sendable (Element) -> Int) {
        self.limit = limit
        self.weigh = weigh
    }

    /// - Returns: whether there was room for it.
    @discardableResult
    func put(_ item: Element) -> Bool {
        let (fits, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Outcome, Never>?) in
            if let waiter = state.waiter {
                state.waiter = nil
                return (true, waiter.continuation)
            }
            guard state.weight + weigh(item) <= limit else { return (false, nil) }
            state.items.append(item)
            state.weight += weigh(item)
            return (true, nil)
        }
        waiter?.resume(returning: .item(item))
        return fits
    }

    /// Nothing comes any more; what lies here is still handed on.
    func end(_ problem: TerminalFailure.Problem) {
        let waiter = state.withLock { state in
            state.end = state.end ?? problem
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.continuation.resume(returning: .ended(problem))
    }

    /// Lets go of what lies here.
    func clear() {
        state.withLock { state in
            state.items = []
            state.weight = 0
        }
    }

    /// The next one. Only one task may wait at a time.
    func next(within time: Duration) async -> Outcome {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if let outcome = begin(id, continuation) {
                    continuation.resume(returning: outcome)
                } else {
                    Task { [self] in
                        try? await Task.sleep(for: time)
                        stop(id, .timedOut)
                    }
                }
            }
        } onCancel: {
            stop(id, .cancelled)
        }
    }

    /// What is there already; nil once the task waits.
    private func begin(_ id: UInt64, _ continuation: CheckedContinuation<Outcome, Never>) -> Outcome? {
        state.withLock { state in
            if !state.items.isEmpty {
                let item = state.items.removeFirst()
                state.weight -= weigh(item)
                return .item(item)
            }
            if let end = state.end { return .ended(end) }
            if Task.isCancelled { return .cancelled }
            state.waiter = (id, continuation)
            return nil
        }
    }

    private func stop(_ id: UInt64, _ outcome: Outcome) {
        let waiter = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            guard let waiter = state.waiter, waiter.id == id else { return nil }
            state.waiter = nil
            return waiter.continuation
        }
        waiter?.resume(returning: outcome)
    }
}
