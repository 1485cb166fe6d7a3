import Synchronization

/// Hands on what comes in to one who waits for it, for a time.
final class Mailbox<Element: Sendable>: Sendable {
    enum Outcome: Sendable {
        case item(Element)
        case ended(TerminalFailure.Problem)
        case timedOut
        case cancelled
    }

    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Outcome, Never>
        var timer: Task<Void, Never>?
    }

    private struct State {
        /// What lies here from `first` on; what is before it was handed on.
        var items: [Element?] = []
        var first = 0
        var weight = 0
        var end: TerminalFailure.Problem?
        var waiter: Waiter?
        var lastID: UInt64 = 0

        mutating func take() -> Element? {
            guard first < items.count, let item = items[first] else { return nil }
            items[first] = nil
            first += 1
            if first > 1024 {
                items.removeFirst(first)
                first = 0
            }
            return item
        }
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
        let (fits, waiter) = state.withLock { state -> (Bool, Waiter?) in
            if let waiter = state.waiter {
                state.waiter = nil
                return (true, waiter)
            }
            guard state.weight + weigh(item) <= limit else { return (false, nil) }
            state.items.append(item)
            state.weight += weigh(item)
            return (true, nil)
        }
        answer(waiter, .item(item))
        return fits
    }

    /// Nothing comes any more; what lies here is still handed on.
    func end(_ problem: TerminalFailure.Problem) {
        let waiter = state.withLock { state in
            state.end = state.end ?? problem
            defer { state.waiter = nil }
            return state.waiter
        }
        answer(waiter, .ended(problem))
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
                    expire(id, after: time)
                }
            }
        } onCancel: {
            stop(id, .cancelled)
        }
    }

    /// What is there already; nil once the task waits.
    private func begin(_ id: UInt64, _ continuation: CheckedContinuation<Outcome, Never>) -> Outcome? {
        state.withLock { state in
            if let item = state.take() {
                state.weight -= weigh(item)
                return .item(item)
            }
            if let end = state.end { return .ended(end) }
            if Task.isCancelled { return .cancelled }
            state.waiter = Waiter(id: id, continuation: continuation)
            return nil
        }
    }

    /// Ends the wait after a time; a timer that is not needed any more ends with the wait.
    private func expire(_ id: UInt64, after time: Duration) {
        let timer = Task { [weak self] in
            guard (try? await Task.sleep(for: time)) != nil else { return }
            self?.stop(id, .timedOut)
        }
        let isNeeded = state.withLock { state in
            guard state.waiter?.id == id else { return false }
            state.waiter?.timer = timer
            return true
        }
        if !isNeeded { timer.cancel() }
    }

    private func stop(_ id: UInt64, _ outcome: Outcome) {
        let waiter = state.withLock { state -> Waiter? in
            guard let waiter = state.waiter, waiter.id == id else { return nil }
            state.waiter = nil
            return waiter
        }
        answer(waiter, outcome)
    }

    private func answer(_ waiter: Waiter?, _ outcome: Outcome) {
        guard let waiter else { return }
        waiter.timer?.cancel()
        waiter.continuation.resume(returning: outcome)
    }
}
