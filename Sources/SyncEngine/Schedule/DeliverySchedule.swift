import Attendance
import Logging
import ProgramSettings
import Store
import Synchronization

/// Delivers what is due to each HR client, replays parked punches whose reason has gone, and makes the timed
/// pushes of `auto-push-minutes`.
public final class DeliverySchedule: Sendable {
    /// How often parked codes are looked up at the HR system.
    static let parkedInterval = Duration.minutes(5)

    private struct State {
        var running: Set<Int64> = []
        var lastParkedLook: [Int64: Instant] = [:]
        var lastAutoPush: Instant
        var heartbeat: ContinuousClock.Instant?
    }

    private let engine: Engine
    private let state: Mutex<State>
    private let wake = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    public init(engine: Engine) {
        self.engine = engine
        state = Mutex(State(lastAutoPush: engine.now()))
    }

    public var lastLook: ContinuousClock.Instant? { state.withLock { $0.heartbeat } }

    /// Looks for due deliveries at once.
    public func wakeUp() { wake.continuation.yield() }

    /// Runs until the task is cancelled; a batch under way is finished or left to its stable ids.
    public func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                while (try? await Task.sleep(for: .seconds(1))) != nil { self.wakeUp() }
                self.wake.continuation.finish()
            }
            for await _ in wake.stream {
                guard !Task.isCancelled else { break }
                await look { client in group.addTask { await self.deliver(client) } }
                // Webhooks ring by the thousand: one look serves all that rang meanwhile.
                try? await Task.sleep(for: .milliseconds(50))
            }
            group.cancelAll()
        }
    }

    func look(_ start: (HRClient) -> Void) async {
        let now = engine.now()
        do {
            let clients = try await engine.store.hrClients.all().filter(\.isEnabled)
            try await releaseTimed(clients, now)
            for client in clients where client.nextAttemptAt <= now {
                let due = try await engine.store.deliveries.nextDue(client)
                let isDue = due.map { $0 <= now } ?? false
                // With nothing left to send, a client that failed has nothing to fail with any more.
                let isIdleFailure = client.failingSince != nil && due == nil
                if !isDue, !isIdleFailure, try await !parkedIsDue(client, now) { continue }
                if state.withLock({ $0.running.insert(client.id).inserted }) { start(client) }
            }
            state.withLock { $0.heartbeat = .now }
        } catch {
            engine.log.error("deliveries: \(error.explained.phrase.en)")
        }
    }

    private func releaseTimed(_ clients: [HRClient], _ now: Instant) async throws {
        let settings = try await engine.store.settings.current()
        let isTime = state.withLock { state in
            // A clock that was set back must not hold the next push until it has caught up.
            state.lastAutoPush = min(state.lastAutoPush, now)
            guard settings.autoPushMinutes > 0, now.since(state.lastAutoPush) >= .minutes(settings.autoPushMinutes)
            else { return false }
            state.lastAutoPush = now
            return true
        }
        guard isTime else { return }
        for client in clients {
            try await engine.store.deliveries.releaseRecent(client, days: settings.pushWithinDays, now: now)
        }
    }

    private func parkedIsDue(_ client: HRClient, _ now: Instant) async throws -> Bool {
        let isTime = state.withLock { state in
            guard
                state.lastParkedLook[client.id].map({ now < $0 || now.since($0) >= DeliverySchedule.parkedInterval })
                    ?? true
            else { return false }
            state.lastParkedLook[client.id] = now
            return true
        }
        guard isTime else { return false }
        return try await !engine.store.deliveries.parkedCodes(client).isEmpty
    }

    private func deliver(_ client: HRClient) async {
        _ = await engine.deliver(to: client, .due, by: .schedule)
        _ = state.withLock { $0.running.remove(client.id) }
    }
}
