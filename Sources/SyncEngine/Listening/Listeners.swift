import Attendance
import ConnectorKit
import Logging
import ProgramSettings
import Scheduling
import Store
import Synchronization

/// Holds a line to each device that tells of punches while they happen: one a device, begun again whenever it breaks, ended
/// when the device is switched off, paused, removed or configured anew.
public final class Listeners: RecurringJob {
    public let loop = JobLoop(
        "listeners", every: .seconds(2),
        while: Phrase(
            en: "punches of terminals arrive by the schedule only", vi: "bản ghi của máy chấm công chỉ đến theo lịch"))
    private let engine: Engine
    /// Told when punches were stored, so that deliveries start at once.
    private let stored: @Sendable () -> Void
    private let lines = Mutex<[Int64: Line]>([:])
    /// Readings of lines that were begun at once, as after a power cut: each reads a whole log.
    private let readings = ConcurrencyLimit(width: Engine.concurrentSyncs)

    private struct Line {
        /// What the line was begun for; another value ends it.
        let purpose: Purpose
        let task: Task<Void, Never>
    }

    private struct Purpose: Hashable {
        let fields: FieldValues
        let zone: Zone
        let sourceID: Int64
    }

    public init(engine: Engine, stored: @escaping @Sendable () -> Void) {
        self.engine = engine
        self.stored = stored
    }

    /// Ids of devices to which a line is held or being begun.
    var held: Set<Int64> { lines.withLock { Set($0.keys) } }

    public func turn(_ turn: JobTurn) async throws {
        let wanted = try await wanted()
        let gone = lines.withLock { lines in
            lines.filter { wanted[$0.key]?.purpose != $0.value.purpose }
        }
        for (id, line) in gone {
            line.task.cancel()
            await line.task.value
            _ = lines.withLock { $0.removeValue(forKey: id) }
        }
        for (id, (purpose, device, listener)) in wanted where lines.withLock({ $0[id] == nil }) {
            let task = Task { await hold(device.id, listener) }
            lines.withLock { $0[id] = Line(purpose: purpose, task: task) }
            turn.start {
                await withTaskCancellationHandler {
                    await task.value
                } onCancel: {
                    task.cancel()
                }
            }
        }
    }

    private func wanted() async throws -> [Int64: (purpose: Purpose, device: Device, listener: DeviceListener)] {
        var wanted: [Int64: (purpose: Purpose, device: Device, listener: DeviceListener)] = [:]
        let hours = try await engine.store.settings.current().syncHours
        let now = engine.now()
        for device in try await engine.store.devices.all() where device.isEnabled && !device.isPaused {
            guard let listener = engine.deviceKinds[device.kind]?.listener, listener.isWanted(device.fields),
                hours.allows(device.zone.local(at: now))
            else { continue }
            let purpose = Purpose(fields: device.fields, zone: device.zone, sourceID: device.sourceID)
            wanted[device.id] = (purpose, device, listener)
        }
        return wanted
    }

    /// Listens until the task is cancelled. What goes wrong is told by the device's runs, which fail for the same reason:
    /// there it is counted, shown and said once.
    private func hold(_ id: Int64, _ listener: DeviceListener) async {
        var failures = 0
        while !Task.isCancelled {
            let begun = ContinuousClock.now
            var pause = Duration.seconds(30)
            do {
                let device = try await engine.store.devices.find(id: String(id))
                pause = listener.pause(device.fields)
                try await engine.listen(to: device, listener, sink(for: device))
            } catch is DeviceIdentified {
                continue
            } catch {
                if Task.isCancelled { return }
                engine.log.info("line to device \(id) broken: \(error.explained.phrase.en)")
            }
            failures = .now - begun > Listeners.steady ? 1 : failures + 1
            // Two hundred terminals behind one switch do not all come back in the same second.
            let backoff = Backoff(first: pause, longest: max(pause, .minutes(10)), spread: 0.75...1.25)
            try? await Task.sleep(for: backoff.delay(afterFailures: failures))
        }
    }

    /// A line that stood so long was well: it is tried again soon.
    private static let steady = Duration.seconds(60)

    private func sink(for device: Device) -> ListenerSink {
        ListenerSink(
            take: { [engine, stored] page in
                if try await engine.take(page, heardOf: device) > 0 { stored() }
            },
            read: { [engine, stored, readings] in
                try await readings.pass {
                    let report = await engine.sync(device, .undated(.periodic), by: .schedule)
                    if report.new > 0 { stored() }
                    if let error = report.error { throw RequestFailure(error) }
                }
            })
    }
}

extension Engine {
    func listen(to device: Device, _ listener: DeviceListener, _ sink: ListenerSink) async throws {
        let run = DeviceRun(engine: self, device: device, by: .schedule) { _ in }
        let context = try await run.context(try await store.devices.secrets(of: device))
        try await masked { try await listener.listen(context, sink) }
    }

    /// Keeps what a device told while it happened.
    ///
    /// - Returns: how many punches are new.
    func take(_ page: Page, heardOf device: Device) async throws(StoreFailure) -> Int {
        let settings = try await store.settings.current()
        return try await store.hooks.ingest(
            IngestPage(page), device: device,
            release: ReleaseRule(dueAt: settings.pushAfterSync ? now() : nil, now: now()), now: now()
        ).new
    }
}
