import Attendance
import Logging
import ProgramSettings
import Store
import Synchronization

/// Starts each device's timed runs when they are due, a bounded number at a time, within the sync hours.
public final class SyncSchedule: Sendable {
    private let engine: Engine
    /// Told after each run that stored something, so that deliveries start at once.
    private let stored: @Sendable () -> Void
    private let running = Mutex<Set<Int64>>([])
    private let heartbeat = Mutex<ContinuousClock.Instant?>(nil)

    public init(engine: Engine, stored: @escaping @Sendable () -> Void) {
        self.engine = engine
        self.stored = stored
    }

    /// When the loop last looked for due devices; a stalled one shows in `/readyz`.
    public var lastLook: ContinuousClock.Instant? { heartbeat.withLock { $0 } }

    /// Runs until the task is cancelled; runs under way are then stopped and continued at the next start.
    public func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let pause = await look { device in
                    group.addTask { await self.sync(device) }
                }
                if (try? await Task.sleep(for: pause)) == nil { break }
            }
            group.cancelAll()
        }
    }

    /// Starts what is due; returns how long to wait before looking again.
    func look(_ start: (Device) -> Void) async -> Duration {
        let now = engine.now()
        do {
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
            heartbeat.withLock { $0 = .now }
            let next = try await engine.store.devices.nextDue(withoutOwnPeriod: followsSetting)
            // Looking every second finds what commands changed meanwhile; it costs two small reads.
            guard let next, next > now else { return .milliseconds(running.withLock { $0.isEmpty } ? 1000 : 200) }
            return min(next.since(now), .seconds(1))
        } catch {
            engine.log.error("schedule: \(error.explained.phrase.en)")
            return .seconds(5)
        }
    }

    private func sync(_ device: Device) async {
        let report = await engine.sync(device, .undated(.periodic), by: .schedule)
        // A device that a command is syncing gets its turn a little later.
        if report.isBusy { try? await engine.store.devices.setNextRun(engine.now() + .seconds(10), device) }
        _ = running.withLock { $0.remove(device.id) }
        if report.new > 0 { stored() }
    }
}
