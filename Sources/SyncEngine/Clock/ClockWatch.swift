import Attendance
import Logging
import Store

/// Watches a server's clock: tells of jumps, and lets nothing wait for a time that a wrong clock chose.
public final class ClockWatch: Sendable {
    private let engine: Engine
    private let clock: SteadyClock

    /// - Parameter clock: the one that the engine lives by.
    public init(engine: Engine, clock: SteadyClock) {
        self.engine = engine
        self.clock = clock
    }

    /// Runs until the task is cancelled.
    public func run() async {
        var last = engine.now()
        var round = 0
        repeat {
            do {
                let events = clock.takeEvents()
                for event in events { try await tell(event) }
                let now = engine.now()
                // Where the steady clock is not steady either (some virtual machines) a set-back still shows.
                if events.isEmpty, now < last - ClockSkew.tolerance { try await tell(.followed(now.since(last))) }
                last = now
                if round % 10 == 0 { try await engine.putInstantsRight() }
                if round % 30 == 0 { try await engine.store.clock.see(now) }
            } catch {
                engine.log.error("clock: \(error.explained.phrase.en)")
            }
            round += 1
        } while (try? await Task.sleep(for: .seconds(1))) != nil
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
                    vi: "đồng hồ máy nhảy \(way.vi) \(words.vi)"))
        case .cameBack(let offset):
            guard isWorthTelling(offset) else { return }
            let (words, way) = (ClockSkew.words(offset), ClockWatch.way(offset))
            try await engine.report(
                .step, offset: .zero,
                Phrase(
                    en: "the clock of this machine is back after a jump of \(words.en) \(way.en); nothing followed it",
                    vi: "đồng hồ máy đã trở lại sau khi nhảy \(way.vi) \(words.vi); không việc gì bị ảnh hưởng"))
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
                    vi: "đồng hồ máy đã được chỉnh \(way.vi) \(words.vi); đồng bộ và gửi chạy theo giờ mới"))
        }
    }

    private func isWorthTelling(_ offset: Duration) -> Bool { abs(offset.wholeMilliseconds) >= 60_000 }

    private static func way(_ offset: Duration) -> Phrase {
        offset > .zero ? Phrase(en: "ahead", vi: "tới trước") : Phrase(en: "back", vi: "lùi lại")
    }
}
