import Attendance
import ProgramSettings
import Scheduling
import Store
import Synchronization

/// Starts each device's timed runs when they are due, a bounded number at a time, within the sync hours. Runs under way
/// are stopped with the loop and continued at the next start.
public final class SyncSchedule: RecurringJob {
    // Looking every second finds what commands changed meanwhile; it costs two small reads.
    public let loop = JobLoop(
        "schedule", every: .seconds(1),
        while: Phrase(en: "devices are not read", vi: "thiết bị không được đọc"))
    private let engine: Engine
    /// Told after each run that stored something, so that deliveries start at once.
    private let stored: @Sendable () -> Void
    private let running = Mutex<Set<Int64>>([])

    public init(engine: Engine, stored: @escaping @Sendable () -> Void) {
        self.engine = engine
        self.stored = stored
    }

    public func turn(_ turn: JobTurn) async throws {
        turn.again(after: try await look { device in turn.start { try await self.sync(device) } })
    }

    /// Starts what is due; returns how long to wait before looking again.
    func look(_ start: (Device) -> Void) async throws -> Duration {
        let now = engine.now()
        let settings = try await engine.store.settings.current()
        let followsSetting = settings.autoSyncMinutes > 0
        for device in try await engine.store.devices.due(now: now, withoutOwnPeriod: followsSetting) {
            guard settings.syncHours.allows(device.zone.local(at: now)) else { continue }
            let isStarted = running.withLock { running in
                guard running.count < Engine.concurrentSyncs else { return false }
                return running.insert(device.id).inserted
            }
            if isStarted { start(device) }
        }
        let next = try await engine.store.devices.nextDue(withoutOwnPeriod: followsSetting)
        guard let next, next > now else { return running.withLock { $0.isEmpty } ? loop.period : .milliseconds(200) }
        return min(next.since(now), loop.period)
    }

    private func sync(_ device: Device) async throws {
        defer { _ = running.withLock { $0.remove(device.id) } }
        let report = await engine.sync(device, .undated(.periodic), by: .schedule)
        // A device that a command is syncing gets its turn a little later.
        if report.isBusy { try await engine.store.devices.setNextRun(engine.now() + .seconds(10), device) }
        if report.new > 0 { stored() }
    }
}
