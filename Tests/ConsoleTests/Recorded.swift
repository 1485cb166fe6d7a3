import Attendance
import Store
import TestSupport

extension TestHub {
    /// Keeps punches of a device as a run would, each under a key of its own.
    func record(
        _ punches: [(name: String, at: Instant)], of device: Device, as key: String = "k"
    ) async throws {
        guard let window = Window(from: clock.now - .hours(24 * 90), to: clock.now) else { return }
        let plan = RunPlan(window: window, settlesFirstSync: true)
        let run = try await store.runs.begin(
            plan, device: device, cause: .device, act: Act(by: .command, at: clock.now))
        let rows = punches.enumerated().map { index, punch in
            Punch(
                sourceKey: "\(key)\(index)", code: "\(1000 + index)", personName: punch.name, at: punch.at,
                local: device.zone.local(at: punch.at), offset: device.zone.offset(at: punch.at),
                raw: Array("{}".utf8)[...])
        }
        _ = try await store.runs.ingest(
            [IngestPage(rows: rows.count, punches: rows, checkpoint: "c")], run: run, device: device,
            release: ReleaseRule(dueAt: clock.now, now: clock.now), now: clock.now)
        _ = try await store.runs.succeed(
            run, device: device, nextRunAt: clock.now, act: Act(by: .person("test"), at: clock.now))
    }
}
