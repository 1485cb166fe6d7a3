import Attendance
import Scheduling
import Store
import Synchronization

/// Watches a server's clock: tells of jumps, and lets nothing wait for a time that a wrong clock chose.
public final class ClockWatch: RecurringJob {
    private struct State {
        var last: Instant
        var round = 0
        /// What happened and is not told yet.
        var events: [SteadyClock.Event] = []
    }

    public let loop = JobLoop(
        "clock", every: .seconds(1),
        while: Phrase(en: "jumps of the clock are not noticed", vi: "không theo dõi được đồng hồ máy chủ"))
    private let engine: Engine
    private let clock: SteadyClock
    private let state: Mutex<State>

    /// - Parameter clock: the one that the engine lives by.
    public init(engine: Engine, clock: SteadyClock) {
        self.engine = engine
        self.clock = clock
        state = Mutex(State(last: engine.now()))
    }

    public func turn(_ turn: JobTurn) async throws {
        notice()
        // What cannot be told now is told by the next turn.
        while let event = state.withLock({ $0.events.first }) {
            try await tell(event)
            state.withLock { _ = $0.events.removeFirst() }
        }
        let round = state.withLock { state in
            defer { state.round += 1 }
            return state.round
        }
        if round % 10 == 0 { try await engine.putInstantsRight() }
        if round % 30 == 0 { try await engine.store.clock.see(engine.now()) }
    }

    private func notice() {
        let events = clock.takeEvents()
        let now = engine.now()
        state.withLock { state in
            state.events += events
            // Where the steady clock is not steady either (some virtual machines) a set-back still shows.
            if events.isEmpty, now < state.last - ClockSkew.tolerance {
                state.events.append(.followed(now.since(state.last)))
            }
            state.last = now
        }
    }

    private func tell(_ event: SteadyClock.Event) async throws {
        switch event {
        case .jumped(let offset):
            guard isWorthTelling(offset) else { return }
            let (words, way) = (ClockSkew.words(offset), ClockWatch.way(offset))
            try await engine.report(
                .step, offset: offset,
                Phrase(
                    en: "the clock of this machine jumped \(words.en) \(way.en)",
                    vi: "đồng hồ máy chủ nhảy \(way.vi) \(words.vi)"))
        case .cameBack(let offset):
            guard isWorthTelling(offset) else { return }
            let (words, way) = (ClockSkew.words(offset), ClockWatch.way(offset))
            try await engine.report(
                .step, offset: .zero,
                Phrase(
                    en: "the clock of this machine is back after a jump of \(words.en) \(way.en); nothing followed it",
                    vi: "đồng hồ máy chủ đã trở lại sau khi nhảy \(way.vi) \(words.vi); không việc gì bị ảnh hưởng"))
        case .followed(let offset):
            guard isWorthTelling(offset) else { return }
            try await engine.putInstantsRight()
            try await engine.store.clock.see(engine.now())
            let (words, way) = (ClockSkew.words(offset), ClockWatch.way(offset))
            try await engine.report(
                .step, offset: offset,
                Phrase(
                    en:
                        "the clock of this machine was set \(words.en) \(way.en); syncs and deliveries go by the new time",
                    vi: "đồng hồ máy chủ đã được chỉnh \(way.vi) \(words.vi); đồng bộ và gửi chạy theo giờ mới"))
        }
    }

    private func isWorthTelling(_ offset: Duration) -> Bool { abs(offset.wholeMilliseconds) >= 60_000 }

    private static func way(_ offset: Duration) -> Phrase {
        offset > .zero ? Phrase(en: "ahead", vi: "tới") : Phrase(en: "back", vi: "lùi")
    }
}
