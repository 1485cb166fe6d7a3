import Attendance
import Synchronization

/// The time by which the program lives: the machine's clock, but not its jumps. A jump counts only after it has lasted,
/// so that a clock that goes astray for some seconds moves nothing; until then time goes on as it went.
public final class SteadyClock: Sendable {
    /// What happened to the machine's clock.
    public enum Event: Hashable, Sendable {
        /// It jumped, ahead by a positive offset; nothing follows it yet.
        case jumped(Duration)
        /// It came back by itself.
        case cameBack(Duration)
        /// It stayed: time is what it says from now on.
        case followed(Duration)
    }

    fileprivate struct State {
        var wall: Instant
        var steady: ContinuousClock.Instant
        var jump: (offset: Duration, since: ContinuousClock.Instant)?
        var events: [Event] = []
    }

    /// Smaller steps are followed at once: they are how clocks are kept right.
    static let slack = Duration.seconds(2)
    /// How long a jump must last to be believed.
    static let proof = Duration.seconds(10)

    private let wall: @Sendable () -> Instant
    private let steady: @Sendable () -> ContinuousClock.Instant
    private let state: Mutex<State>

    /// - Parameter steady: a clock that nobody sets; it goes on while the machine sleeps.
    public init(
        wall: @escaping @Sendable () -> Instant = { .now },
        steady: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.wall = wall
        self.steady = steady
        state = Mutex(State(wall: wall(), steady: steady()))
    }

    public var now: Instant {
        let shown = wall()
        let moment = steady()
        return state.withLock { state in
            let reckoned = state.wall + (moment - state.steady)
            let offset = shown.since(reckoned)
            if isSmall(offset) {
                if let jump = state.jump { state.note(.cameBack(jump.offset)) }
                state.jump = nil
                (state.wall, state.steady) = (shown, moment)
                return shown
            }
            if let jump = state.jump, isSmall(offset - jump.offset) {
                guard moment - jump.since >= SteadyClock.proof else { return reckoned }
                state.note(.followed(offset))
                state.jump = nil
                (state.wall, state.steady) = (shown, moment)
                return shown
            }
            state.jump = (offset, moment)
            state.note(.jumped(offset))
            return reckoned
        }
    }

    /// What happened since the last call, in order.
    public func takeEvents() -> [Event] {
        _ = now
        return state.withLock { state in
            defer { state.events = [] }
            return state.events
        }
    }

    private func isSmall(_ offset: Duration) -> Bool {
        abs(offset.wholeMilliseconds) <= SteadyClock.slack.wholeMilliseconds
    }
}

extension SteadyClock.State {
    /// A clock that jumps about must not fill the memory.
    fileprivate mutating func note(_ event: SteadyClock.Event) {
        if events.count < 100 { events.append(event) }
    }
}
