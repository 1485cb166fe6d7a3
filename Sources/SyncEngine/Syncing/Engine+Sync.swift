import Attendance
import ConnectorKit
import Logging
import Store

extension Engine {
    /// Syncs several devices, a bounded number at a time; each one's failure is its own.
    public func sync(
        _ devices: [Device], _ request: SyncRequest, by actor: Actor,
        progress: @escaping @Sendable (SyncProgressNote) -> Void = { _ in }
    ) async -> [SyncReport] {
        await withTaskGroup(of: (Int, SyncReport).self) { group in
            var reports: [Int: SyncReport] = [:]
            for (index, device) in devices.enumerated() {
                if index >= Engine.concurrentSyncs, let (done, report) = await group.next() { reports[done] = report }
                group.addTask {
                    (index, await sync(device, request, by: actor, progress: progress))
                }
            }
            for await (index, report) in group { reports[index] = report }
            return devices.indices.compactMap { reports[$0] }
        }
    }

    /// Syncs one device. One run per device at a time, across processes: a second one is *busy*. What a person asks for
    /// waits a moment for a turn of the schedule.
    public func sync(
        _ device: Device, _ request: SyncRequest, by actor: Actor,
        progress: @escaping @Sendable (SyncProgressNote) -> Void = { _ in }
    ) async -> SyncReport {
        let started = ContinuousClock.now
        var report = SyncReport(device: device.name, skipWords: skipWords(of: device))
        do {
            guard let lock = try await lock(device, for: actor) else {
                report.isBusy = true
                report.error = Phrase(
                    en: "busy: another Rollcall process is syncing this device",
                    vi: "đang bận: một tiến trình Rollcall khác đang đồng bộ thiết bị này")
                return report
            }
            // What another process changed while this one waited for its turn counts.
            let device = try await store.devices.find(id: String(device.id))
            report.hrClients = device.hrClients
            let line = try await borrowLine(of: device)
            defer { withExtendedLifetime(line) {} }
            let run = DeviceRun(engine: self, device: device, by: actor, progress: progress)
            activeRuns.begin(device)
            defer { activeRuns.end(device) }
            try await masked { try await run.perform(request, into: &report) }
            withExtendedLifetime(lock) {}
        } catch {
            report.error = error.explained.phrase
        }
        report.duration = .now - started
        if let error = report.error {
            log.warning("\(device.name): \(error.en)")
        } else if report.new > 0 {
            log.info("\(device.name): \(report.new) new punches of \(report.fetched)")
        }
        return report
    }

    /// Goes through a device's connection step by step; ends with the step that failed.
    public func test(
        _ device: Device, by actor: Actor,
        report: @escaping @Sendable (Phrase, Result<Phrase, ConnectorFailure>) -> Void
    ) async throws -> Bool {
        guard let lock = try await lock(device, for: actor) else {
            throw RequestFailure(
                Phrase(
                    en: "busy: another Rollcall process is syncing this device; try again in a moment",
                    vi: "đang bận: một tiến trình Rollcall khác đang đồng bộ thiết bị này; hãy thử lại sau"))
        }
        defer { withExtendedLifetime(lock) {} }
        let device = try await store.devices.find(id: String(device.id))
        let line = try await borrowLine(of: device)
        defer { withExtendedLifetime(line) {} }
        let run = DeviceRun(engine: self, device: device, by: actor) { _ in }
        return try await masked {
            for step in try await run.connector(.test).connectionSteps {
                do throws(ConnectorFailure) {
                    report(step.title, .success(try await step.run()))
                } catch {
                    report(step.title, .failure(error))
                    return false
                }
            }
            return true
        }
    }

    /// For how long a person's wish waits for a turn of the schedule.
    private static let turnPatience = Duration.seconds(2)

    /// The lock of a device; nil where somebody else holds it.
    ///
    /// Most turns of the schedule are over within a fraction of a second, and nobody should hear of one that happened to be
    /// under way. A run that a person started is not waited for: it is what was asked for already.
    private func lock(_ device: Device, for actor: Actor) async throws -> FileLock? {
        let asked = ContinuousClock.now
        while true {
            if let lock = try store.lock(.device(device.id)) { return lock }
            guard actor != .schedule, .now - asked < Engine.turnPatience,
                try await store.runs.openCause(of: device) ?? .periodic == .periodic
            else { return nil }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
