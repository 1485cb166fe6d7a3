import Synchronization

/// Wakes the one who waits for it. Rung while nobody waits it is heard by the next who does; rung twice it is heard once.
final class Bell: Sendable {
    private enum State {
        case quiet
        case rung
        case awaited(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.quiet)

    func ring() {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard case .awaited(let waiting) = state else {
                state = .rung
                return nil
            }
            state = .quiet
            return waiting
        }
        waiting?.resume()
    }

    /// Returns once it rings, once `pause` is over, or once the task is cancelled.
    func wait(atMost pause: Duration, by clock: JobClock) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await clock.sleep(pause) }
            group.addTask { await self.heard() }
            await group.next()
            group.cancelAll()
        }
    }

    private func heard() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if case .rung = state {
                        state = .quiet
                        return true
                    }
                    // Cancelled before it waited: nobody would wake it.
                    if Task.isCancelled { return true }
                    state = .awaited(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard case .awaited(let waiting) = state else { return nil }
                state = .quiet
                return waiting
            }
            waiting?.resume()
        }
    }
}
