import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import ProgramSettings
import Store
import SyncEngine
import Wire

/// What goes on after the answer: syncs, tests, pushes. Each answers 202 with a job to look at.
struct JobOperations: Sendable {
    let jobs: Jobs
    let started: StartedJobs
    let devices: DeviceRepository
    let hrClients: HRClientRepository
    let settings: SettingsRepository

    var operations: [Operation] {
        let window: Schema = .object([
            .init("from", .either(.date, .time), required: false), .init("to", .either(.date, .time), required: false),
        ])
        return [
            Operation(
                .post, "/devices/{id}/sync", .sync, "syncDevice",
                "Fetch a device's punches: its usual window, or the given one (a time at the end is exclusive)",
                body: window, reply: .json(.accepted, .job)
            ) { call in
                let device = try await devices.find(id: call.visit.parameter("id"))
                return call.accepted(started.sync([device], call.request(.device), by: call.visit.principal))
            },
            Operation(
                .post, "/sync", .sync, "syncAll", "Fetch the punches of all enabled devices", body: window,
                reply: .json(.accepted, .job)
            ) { call in
                let enabled = try await devices.all().filter(\.isEnabled)
                return call.accepted(started.sync(enabled, call.request(.all), by: call.visit.principal))
            },
            Operation(
                .post, "/devices/{id}/test", .sync, "testDevice", "Go through a device's connection step by step",
                reply: .json(.accepted, .job)
            ) { call in
                let device = try await devices.find(id: call.visit.parameter("id"))
                return call.accepted(started.test(device, by: call.visit.principal))
            },
            Operation(
                .post, "/hr-clients/{id}/test", .hrWrite, "testHRClient", "Ask the HR system something harmless",
                reply: .json(.accepted, .job)
            ) { call in
                let client = try await hrClients.find(id: call.visit.parameter("id"))
                return call.accepted(started.test(client, by: call.visit.principal))
            },
            Operation(
                .post, "/push", .deliveriesWrite, "push",
                "Deliver what waits; with dates, everything in them that a client has not received",
                body: .object([
                    .init("hrClient", .id, required: false), .init("device", .id, required: false),
                    .init("from", .date, required: false), .init("to", .date, required: false),
                ]), reply: .json(.accepted, .job), push),
            Operation(
                .post, "/parked/retry", .deliveriesWrite, "retryParked", "Send everything parked or rejected once more",
                body: .object([.init("hrClient", .id, required: false)]), reply: .json(.accepted, .job)
            ) { call in
                call.accepted(started.push(try await clients(of: call), .retryParked, by: call.visit.principal))
            },
            Operation(
                .get, "/jobs/{job}", .devicesRead, "showJob", "How something that was started goes",
                reply: .json(.ok, .job)
            ) { call in
                guard let job = jobs.find(call.visit.parameter("job")) else {
                    throw Refusal(
                        .notFound, Phrase(en: "this job is not remembered", vi: "không còn thông tin về việc này"))
                }
                return .json(job.json(call.language))
            },
        ]
    }

    @Sendable private func push(_ call: Call) async throws -> Response {
        var clients = try await clients(of: call)
        var scope = DeliveryScope()
        let zone: Zone
        if let id = call.body["device"]?.text {
            let device = try await devices.find(id: id)
            scope.sourceID = device.sourceID
            zone = device.zone
            if call.body["hrClient"] == nil { clients = clients.filter { device.hrClients.contains($0.name) } }
        } else {
            zone = try await settings.current().zone
        }
        scope.from = call.body["from"]?.text.flatMap { LocalDate($0) }.map(zone.startOfDay)
        scope.to = call.body["to"]?.text.flatMap { LocalDate($0) }.map { zone.startOfDay($0.adding(days: 1)) }
        return call.accepted(started.push(clients, .push(scope), by: call.visit.principal))
    }

    /// The named client alone, or all that are enabled.
    private func clients(of call: Call) async throws -> [HRClient] {
        guard let id = call.body["hrClient"]?.text else { return try await hrClients.all().filter(\.isEnabled) }
        return [try await hrClients.find(id: id)]
    }
}

extension Job {
    func json(_ language: Language) -> JSONValue {
        [
            "id": .string(id), "kind": .string(kind), "title": .string(title[language]),
            "startedAt": .string(Zone.vietnam.rfc3339(startedAt)),
            "endedAt": JSONValue(endedAt.map(Zone.vietnam.rfc3339)), "ok": endedAt == nil ? .null : .bool(isFine),
            "steps": .array(
                lines.map {
                    [
                        "title": .string($0.title[language]), "text": .string($0.text[language]),
                        "ok": $0.isFine.map { .bool($0) } ?? .null,
                    ]
                }), "result": result[language] ?? .null,
        ]
    }
}

extension Call {
    fileprivate func accepted(_ job: Job) -> Response {
        var response = Response.json(job.json(language), status: .accepted)
        response.headers[.location] = "\(Operation.prefix)/jobs/\(job.id)"
        return response
    }

    fileprivate func request(_ cause: RunCause) -> SyncRequest {
        let from = body["from"]?.text.flatMap { TimeText($0) }
        let to = body["to"]?.text.flatMap { TimeText($0) }
        return from == nil && to == nil ? .undated(cause) : .dated(from: from, to: to, cause: cause)
    }
}
