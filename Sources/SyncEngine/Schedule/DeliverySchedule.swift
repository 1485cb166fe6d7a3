import Attendance
import ProgramSettings
import Scheduling
import Store
import Synchronization

/// Delivers what is due to each HR client, replays parked punches whose reason has gone, and makes the timed
/// pushes of `auto-push-minutes`.
public final class DeliverySchedule: RecurringJob {
    /// How often parked codes are looked up at the HR system.
    static let parkedInterval = Duration.minutes(5)

    private struct State {
        var running: Set<Int64> = []
        var lastParkedLook: [Int64: Instant] = [:]
        var lastAutoPush: Instant
    }

    public let loop = JobLoop(
        "deliveries", every: .seconds(1),
        while: Phrase(en: "punches are not sent to HR", vi: "bản ghi không được gửi lên HRM"))
    private let engine: Engine
    private let state: Mutex<State>

    public init(engine: Engine) {
        self.engine = engine
        state = Mutex(State(lastAutoPush: engine.now()))
    }

    /// Starts a pass for each client that has something due; one under way is left to its stable ids when the loop ends.
    public func turn(_ turn: JobTurn) async throws {
        try await look { client in turn.start { await self.deliver(client) } }
    }

    func look(_ start: (HRClient) -> Void) async throws {
        let now = engine.now()
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
