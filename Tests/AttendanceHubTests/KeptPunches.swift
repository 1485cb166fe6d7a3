import Attendance
import Store
import SyncEngine
import TestSupport
import Testing

extension TestHub {
    /// A device whose vendor is never asked.
    @discardableResult
    func quietDevice(
        _ name: String = "Gate", place: String = "1", zone: Zone = .vietnam, hr: [String] = []
    ) async throws -> Device {
        try await addDevice(
            name, kind: "hanet", ["token": "t", "place-id": place, "base-url": "http://127.0.0.1:9"], zone: zone, hr: hr
        )
    }

    /// Keeps punches as a run that ended well would, and gives them back, the newest first.
    @discardableResult
    func keep(_ rows: [(at: String, code: String, name: String)], of device: Device) async throws
        -> [PunchWithDeliveries]
    {
        let window = try #require(Window(from: clock.now - .hours(24), to: clock.now))
        let run = try await store.runs.begin(
            RunPlan(window: window, settlesFirstSync: true), device: device, cause: .device,
            act: Act(by: .command, at: clock.now))
        let punches = rows.enumerated().map { index, row in
            let at = Instant(row.at)
            return Punch(
                sourceKey: "\(index)|\(row.at)", code: row.code, personName: row.name, at: at,
                local: device.zone.local(at: at), offset: device.zone.offset(at: at), direction: .entry,
                sourceDevice: "Door", raw: Array("{\"n\":\(index)}".utf8)[...])
        }
        _ = try await store.runs.ingest(
            [IngestPage(rows: rows.count, punches: punches, checkpoint: "c")], run: run, device: device,
            release: ReleaseRule(dueAt: clock.now, now: clock.now), now: clock.now)
        _ = try await store.runs.succeed(
            run, device: device, nextRunAt: clock.now + .minutes(2), act: Act(by: .person("test"), at: clock.now))
        return try await self.punches()
    }

    /// A run that fails.
    func fail(_ device: Device, _ reason: String, needsPerson: Bool = false) async throws {
        let window = try #require(Window(from: clock.now - .hours(1), to: clock.now))
        let device = try await store.devices.find(device.name)
        let run = try await store.runs.begin(
            RunPlan(window: window, settlesFirstSync: false), device: device, cause: .periodic,
            act: Act(by: .schedule, at: clock.now))
        _ = try await store.runs.fail(
            run, device: device, error: Phrase(en: reason, vi: "vì \(reason)"), needsPerson: needsPerson,
            nextRunAt: clock.now + .minutes(5), act: Act(by: .person("test"), at: clock.now))
    }
}
