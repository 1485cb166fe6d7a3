import Scheduling
import Synchronization

/// A steady clock that a test moves; whoever sleeps by it wakes when it has come far enough.
public final class HandClock: Sendable {
    private struct Sleeper {
        let until: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = ContinuousClock.now
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
        /// Tests that wait for somebody to sleep so long.
        var watchers: [(span: ClosedRange<Duration>, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    public init() {}

    public var clock: JobClock {
        JobClock(now: { self.state.withLock { $0.now } }, sleep: { try await self.sleep($0) })
    }

    /// Moves it, back too, and wakes whose time has come.
    public func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.now += duration
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    /// Returns once somebody sleeps for `least` or longer from now, and for no longer than `most`.
    public func untilAsleep(_ least: Duration = .milliseconds(1), most: Duration = .seconds(1 << 40)) async {
        let span = least...most
        await withCheckedContinuation { continuation in
            let isAsleep = state.withLock { state in
                if state.sleepers.values.contains(where: { span.contains($0.until - state.now) }) { return true }
                state.watchers.append((span, continuation))
                return false
            }
            if isAsleep { continuation.resume() }
        }
    }

    private func sleep(_ duration: Duration) async throws {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enum Start { case over, cancelled, asleep([CheckedContinuation<Void, Never>]) }
                let start = state.withLock { state -> Start in
                    if Task.isCancelled { return .cancelled }
                    if duration <= .zero { return .over }
                    state.sleepers[id] = Sleeper(until: state.now + duration, continuation: continuation)
                    let told = state.watchers.filter { $0.span.contains(duration) }.map(\.continuation)
                    state.watchers.removeAll { $0.span.contains(duration) }
                    return .asleep(told)
                }
                switch start {
                case .over: continuation.resume()
                case .cancelled: continuation.resume(throwing: CancellationError())
                case .asleep(let told): for watcher in told { watcher.resume() }
                }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation
                .resume(throwing: CancellationError())
        }
    }
}
