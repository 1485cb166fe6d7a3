import Attendance
import AttendanceHub
import Scheduling
import Store
import SyncEngine

/// How much has moved, and since when something does not: what a monitoring system draws and warns by.
struct Metrics: Sendable {
    let engine: Engine
    let loops: [JobLoop]

    /// - Throws: where the store cannot be read; half a page would look like devices that are gone.
    func text() async throws -> String {
        var page = PrometheusText()
        try await addDevices(to: &page)
        try await addHRClients(to: &page)
        addJobs(to: &page)
        return page.text
    }

    private func addDevices(to page: inout PrometheusText) async throws {
        let devices = try await engine.store.devices.all()
        page.family("rollcall_device_punches_total", "counter", "Punches kept of the device's source.") {
            devices.map { (["device": $0.name, "kind": $0.kind], Double($0.punchCount)) }
        }
        page.family("rollcall_device_enabled", "gauge", "1 while the device is synced by the schedule.") {
            devices.map { (["device": $0.name], $0.isEnabled ? 1 : 0) }
        }
        page.family("rollcall_device_needs_attention", "gauge", "1 while a person must act.") {
            devices.map { (["device": $0.name], $0.attention == nil ? 0 : 1) }
        }
        let health = try await Hub(engine: engine).health(of: devices)
        page.family(
            "rollcall_device_silent_hours", "gauge",
            "Hours of its usual days without a punch, once they pass the setting silent-after-hours; else 0."
        ) {
            devices.map { device in
                if case .silent(let hours)? = health[device.id] { return (["device": device.name], Double(hours)) }
                return (["device": device.name], 0)
            }
        }
        page.family("rollcall_device_failures", "gauge", "Runs that failed in a row.") {
            devices.map { (["device": $0.name], Double($0.failures)) }
        }
        page.family(
            "rollcall_device_complete_up_to_timestamp_seconds", "gauge",
            "All windows before this time were fetched without error."
        ) {
            devices.compactMap { device in
                device.completeUpTo.map { (["device": device.name], Double($0.milliseconds) / 1000) }
            }
        }
        page.family("rollcall_device_last_run_timestamp_seconds", "gauge", "End of the last run.") {
            devices.compactMap { device in
                device.lastRun?.endedAt.map { (["device": device.name], Double($0.milliseconds) / 1000) }
            }
        }
    }

    private func addHRClients(to page: inout PrometheusText) async throws {
        let clients = try await engine.store.hrClients.all()
        var backlog: [(labels: [String: String], value: Double)] = []
        var deliveredUpTo: [(labels: [String: String], value: Double)] = []
        for client in clients {
            let counts = try await engine.store.status.backlog(client)
            for state in [DeliveryState.waiting, .parked, .rejected] {
                backlog.append((["hr": client.name, "state": state.word], Double(counts[state] ?? 0)))
            }
            if let upTo = try await engine.store.status.deliveredUpTo(client) {
                deliveredUpTo.append((["hr": client.name], Double(upTo.milliseconds) / 1000))
            }
        }
        page.family("rollcall_deliveries_open", "gauge", "Punches that the HR client has not received.") { backlog }
        page.family("rollcall_hr_client_needs_attention", "gauge", "1 while a person must act.") {
            clients.map { (["hr": $0.name], $0.attention == nil ? 0 : 1) }
        }
        page.family(
            "rollcall_hr_client_delivered_up_to_timestamp_seconds", "gauge",
            "Everything before this time has reached the HR client."
        ) { deliveredUpTo }
    }

    private func addJobs(to page: inout PrometheusText) {
        page.family(
            "rollcall_job_silent_seconds", "gauge",
            "Since the recurring job last gave a sign of life, or since the program started."
        ) {
            loops.map { (["job": $0.name], ($0.silence / .milliseconds(1) / 1000)) }
        }
        page.family("rollcall_job_failures_total", "counter", "Turns of the job that failed since the program started.")
        {
            loops.map { (["job": $0.name], Double($0.failures)) }
        }
    }
}
