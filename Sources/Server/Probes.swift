import Access
import Attendance
import AttendanceHub
import Console
import HTTPTypes
import Hummingbird
import Logging
import Scheduling
import Store
import SyncEngine
import Wire

/// What other programs ask a running server: is it alive, does it move, how much has it moved.
struct Probes: Sendable {
    let engine: Engine
    let policy: ServingPolicy
    let loops: [JobLoop]
    let log: Logger

    func addRoutes(to router: Router<ConsoleContext>) {
        router.get("/healthz") { _, _ in "ok\n" }
        router.get("/readyz") { _, _ in await readiness() }
        router.get("/metrics") { request, context in
            if let objection = policy.objection(to: request, context) {
                throw HTTPError(.misdirectedRequest, message: objection.en)
            }
            guard try await mayMeasure(request, context) else {
                return Response(
                    status: .unauthorized, headers: [.wwwAuthenticate: "Bearer"],
                    body: ResponseBody(
                        byteBuffer: ByteBuffer(
                            string: "metrics name devices: ask from this machine, or with an API token (status.read)\n")
                    ))
            }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: try await metrics())))
        }
    }

    /// This machine's own programs, and whoever has a token: metrics name devices and HR clients.
    private func mayMeasure(_ request: Request, _ context: ConsoleContext) async throws -> Bool {
        let isForwarded = HTTPField.Name("X-Forwarded-For").map { request.headers[$0] != nil } ?? false
        let peer = context.peer ?? ""
        if !isForwarded, peer.hasPrefix("127.") || peer == "::1" || peer == "::ffff:127.0.0.1" { return true }
        guard let words = request.headers[.authorization]?.split(separator: " "), words.count == 2 else { return false }
        let token = try await engine.store.apiTokens.find(secret: String(words[1]), now: engine.now())
        return token?.principal.may(.statusRead) ?? false
    }

    /// Ready while the database answers and each recurring job has moved lately: "the service is running" is not enough.
    private func readiness() async -> Response {
        var problems: [String] = []
        do {
            _ = try await engine.store.settings.current()
        } catch {
            // Strangers may ask this; what is wrong with a disk is for the log.
            log.error("database: \(error.phrase.en)")
            problems.append("database: does not answer")
        }
        for loop in loops where loop.isSilent {
            problems.append("\(loop.name): \(loop.isFailing ? "failing" : "not moving") (\(loop.consequence.en))")
        }
        let text = problems.isEmpty ? "ready\n" : problems.joined(separator: "\n") + "\n"
        return Response(
            status: problems.isEmpty ? .ok : .serviceUnavailable, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func metrics() async throws -> String {
        var page = PrometheusText()
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
        addJobs(to: &page)
        return page.text
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

/// Prometheus' text form, version 0.0.4.
struct PrometheusText {
    private(set) var text = ""

    mutating func family(
        _ name: String, _ type: String, _ help: String, _ samples: () -> [(labels: [String: String], value: Double)]
    ) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for sample in samples() {
            let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escaped($0.value))\"" }
            let value = sample.value.rounded() == sample.value ? String(Int64(sample.value)) : String(sample.value)
            text += "\(name){\(labels.joined(separator: ","))} \(value)\n"
        }
    }

    private func escaped(_ text: String) -> String {
        Escaping.escaped(
            text,
            [UInt8(ascii: "\\"): "\\\\", UInt8(ascii: "\""): "\\\"", UInt8(ascii: "\n"): "\\n"])
    }
}
