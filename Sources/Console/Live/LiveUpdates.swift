import Attendance
import Hub
import Store
import SyncEngine
import Synchronization

/// What open pages watch: looked up while somebody watches, sent when it changed. Because it is read from the store,
/// a page also sees what a command in another terminal does.
public final class LiveUpdates: Sendable {
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

    private struct State {
        var watchers: [Int: AsyncStream<Snapshot>.Continuation] = [:]
        var next = 0
    }

    private let engine: Engine
    private let jobs: Jobs
    private let state = Mutex(State())
    private let bell = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    /// Two looks a second cost two small reads and keep the promise of a second.
    private static let period = Duration.milliseconds(400)
    static let mostWatchers = 200

    init(engine: Engine, jobs: Jobs) {
        self.engine = engine
        self.jobs = jobs
    }

    /// Looks while somebody watches, until the task is cancelled.
    public func run() async {
        for await _ in bell.stream {
            while !Task.isCancelled, state.withLock({ !$0.watchers.isEmpty }) {
                let begun = ContinuousClock.now
                if let snapshot = try? await look() { publish(snapshot) }
                // Never more than a fifth of the time, however many devices there are.
                let pause = max(LiveUpdates.period, (.now - begun) * 4)
                if (try? await Task.sleep(for: pause)) == nil { break }
            }
            if Task.isCancelled { break }
        }
        state.withLock { state in
            for watcher in state.watchers.values { watcher.finish() }
            state.watchers = [:]
        }
    }

    /// Every snapshot from now on; nil when too many watch.
    func watch() -> (id: Int, snapshots: AsyncStream<Snapshot>)? {
        let stream = AsyncStream<Snapshot>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state -> Int? in
            guard state.watchers.count < LiveUpdates.mostWatchers else { return nil }
            state.next += 1
            state.watchers[state.next] = stream.continuation
            return state.next
        }
        guard let id else { return nil }
        bell.continuation.yield()
        return (id, stream.stream)
    }

    func leave(_ id: Int) { state.withLock { $0.watchers.removeValue(forKey: id) }?.finish() }

    private func look() async throws -> Snapshot {
        let devices = try await engine.store.devices.all()
        return Snapshot(
            devices: devices, health: try await engine.health(of: devices), warnings: try await engine.warnings(),
            punchRevision: try await engine.store.status.revision(), jobRevision: jobs.revision,
            caseRevision: try await engine.store.cases.revision())
    }

    private func publish(_ snapshot: Snapshot) {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.yield(snapshot) }
    }
}
