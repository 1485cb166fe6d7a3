import Access
import Attendance
import AttendanceHub
import Scheduling
import Store
import SyncEngine
import Synchronization

/// What open pages watch: looked up while somebody watches, sent when it changed. Because it is read from the store,
/// a page also sees what a command in another terminal does.
public final class LiveUpdates: RecurringJob {
    struct Snapshot: Sendable {
        var devices: [Device] = []
        var health: [Int64: DeviceHealth] = [:]
        var warnings = Warnings.none
        /// Grows with every stored punch, settled delivery and announcement.
        var punchRevision: [Int64] = []
        var jobRevision = 0
        /// Grows with every step of a case.
        var caseRevision: Int64 = 0
    }

    /// One open page.
    private struct Watcher {
        let stream: AsyncStream<Snapshot>.Continuation
        let session: String
        let account: Int64
        let address: String
        /// What it was shown by.
        let permissions: Set<Permission>
    }

    private struct State {
        var watchers: [Int: Watcher] = [:]
        var next = 0
        var checked: ContinuousClock.Instant?
    }

    private let hub: Hub
    private let jobs: Jobs
    private let state = Mutex(State())
    public let loop = JobLoop(
        "live", every: .seconds(10),
        while: Phrase(en: "open pages do not change by themselves", vi: "trang đang mở không tự cập nhật"))
    /// Two looks a second cost two small reads and keep the promise of a second.
    private static let period = Duration.milliseconds(400)
    static let mostWatchers = 200
    /// Of one account, and of one address.
    static let mostOfAccount = 12
    static let mostOfAddress = 60
    /// How often it is asked whether those who watch may still.
    private static let checkPeriod = Duration.seconds(2)

    init(hub: Hub, jobs: Jobs) {
        self.hub = hub
        self.jobs = jobs
    }

    /// Looks while somebody watches.
    public func turn(_ turn: JobTurn) async throws {
        guard state.withLock({ !$0.watchers.isEmpty }) else { return }
        let begun = ContinuousClock.now
        let isTimeToCheck = state.withLock { state in
            if let checked = state.checked, begun - checked < LiveUpdates.checkPeriod { return false }
            state.checked = begun
            return true
        }
        if isTimeToCheck { await endOfThoseWhoMayNoMore() }
        publish(try await look())
        // Never more than a fifth of the time, however many devices there are.
        turn.again(after: max(LiveUpdates.period, (.now - begun) * 4))
    }

    public func stopped() {
        let watchers = state.withLock { state in
            defer { state.watchers = [:] }
            return state.watchers.values
        }
        for watcher in watchers { watcher.stream.finish() }
    }

    /// Every snapshot from now on, as long as the session lives; nil when too many watch.
    func watch(
        _ principal: Principal, session: String, address: String
    ) -> (id: Int, snapshots: AsyncStream<Snapshot>)? {
        let account = principal.accountID ?? 0
        let stream = AsyncStream<Snapshot>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state -> Int? in
            guard state.watchers.count < LiveUpdates.mostWatchers,
                state.watchers.values.count(where: { $0.account == account }) < LiveUpdates.mostOfAccount,
                state.watchers.values.count(where: { $0.address == address }) < LiveUpdates.mostOfAddress
            else { return nil }
            state.next += 1
            state.watchers[state.next] = Watcher(
                stream: stream.continuation, session: session, account: account, address: address,
                permissions: principal.permissions)
            return state.next
        }
        guard let id else { return nil }
        loop.ring()
        return (id, stream.stream)
    }

    func leave(_ id: Int) { state.withLock { $0.watchers.removeValue(forKey: id) }?.stream.finish() }

    /// Ends the pages of a session at once: it was signed out.
    func end(session: String) {
        for (id, _) in state.withLock({ $0.watchers.filter { $0.value.session == session } }) { leave(id) }
    }

    /// Ends pages whose session or account has ended, or may other things now, by whichever door.
    private func endOfThoseWhoMayNoMore() async {
        for session in Set(state.withLock { $0.watchers.values.map(\.session) }) {
            let user: User?
            do { user = try await hub.engine.store.users.session(session, now: hub.engine.now(), isUse: false) } catch {
                // A store that does not answer now ends nobody's page.
                continue
            }
            let permissions = user?.principal.permissions
            let ids = state.withLock { state in
                state.watchers.filter { $0.value.session == session && $0.value.permissions != permissions }.keys
            }
            for id in ids { leave(id) }
        }
    }

    private func look() async throws -> Snapshot {
        let store = hub.engine.store
        let devices = try await store.devices.all()
        return Snapshot(
            devices: devices, health: try await hub.health(of: devices), warnings: try await hub.warnings(),
            punchRevision: try await store.status.revision(), jobRevision: jobs.revision,
            caseRevision: try await store.cases.revision())
    }

    private func publish(_ snapshot: Snapshot) {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.stream.yield(snapshot) }
    }
}
