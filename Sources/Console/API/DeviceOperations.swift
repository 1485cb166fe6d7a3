import Access
import Attendance
import AttendanceHub
import ConnectorKit
import HRKit
import HTTPTypes
import Hummingbird
import Spreadsheets
import Store
import SyncEngine
import Wire

extension Schema {
    static let id = Schema.integer(1...Int64.max)
    static let name = Schema.string(minimum: 1, maximum: 100)

    static let device = Schema.object(
        [
            .init("id", .id), .init("name", .string()), .init("kind", .string()), .init("enabled", .boolean),
            .init("paused", .boolean), .init("state", .string()), .init("timeZone", .string()),
            .init("syncFrom", .nullable(.date)), .init("hrClients", .array(.string())),
            .init("punchCount", .integer(0...Int64.max)), .init("latestPunchAt", .nullable(.time)),
            .init("lastRun", .nullable(.object([.init("at", .time)], allowsOthers: true))),
            .init("completeUpTo", .nullable(.time)), .init("warnings", .array(.warning)),
        ], allowsOthers: true)

    static let warning = Schema.object([.init("code", .string()), .init("text", .string())])

    /// Field values as they are entered: texts, or lists of texts for repeatable fields.
    static let fields = Schema.map(
        .either(.string(maximum: 8192), .array(.string(maximum: 8192), maximum: 20)))

    static let kind = Schema.object(
        [
            .init("kind", .string()), .init("title", .string()),
            .init("fields", .array(.object([.init("name", .string())], allowsOthers: true))),
        ], allowsOthers: true)

    static let job = Schema.object(
        [
            .init("id", .string()), .init("kind", .string()), .init("title", .string()), .init("startedAt", .time),
            .init("endedAt", .nullable(.time)), .init("ok", .nullable(.boolean)),
            .init(
                "steps",
                .array(
                    .object([
                        .init("title", .string()), .init("text", .string()), .init("ok", .nullable(.boolean)),
                    ]))), .init("result", .anything),
        ])
}

extension Console {
    var deviceOperations: [Operation] {
        [
            Operation(
                .get, "/kinds", .devicesRead, "listKinds",
                "The connection types and kinds of HR systems with their fields",
                reply: .json(
                    .ok, .object([.init("devices", .array(.kind)), .init("hrSystems", .array(.kind))]))
            ) { call in
                let engine = call.visit.console.engine
                return .json([
                    "devices": .array(engine.deviceKinds.all.map { $0.json(call.language) }),
                    "hrSystems": .array(engine.hrKinds.all.map { $0.json(call.language) }),
                ])
            },
            Operation(
                .get, "/devices", .devicesRead, "listDevices", "All devices and how they are",
                reply: .json(.ok, .page(.device))
            ) { call in
                let devices = try await call.visit.store.devices.all()
                let health = try await call.visit.console.engine.health(of: devices)
                let warnings = try await call.visit.console.engine.warnings()
                return .page(devices.map { call.shape($0, health[$0.id] ?? .fine, warnings) })
            },
            Operation(
                .post, "/devices", .devicesWrite, "addDevice",
                "Add a device; its fields are checked in form, nothing is sent",
                body: .object([
                    .init("name", .name), .init("kind", .choice(engine.deviceKinds.all.map(\.id))),
                    .init("fields", .fields), .init("timeZone", .string(maximum: 100), required: false),
                    .init("syncFrom", .date, required: false),
                    .init("hrClients", .array(.name, maximum: 100), required: false),
                ]), reply: .json(.created, .device)
            ) { call in
                let (draft, _) = try await call.visit.console.engine.draft(try call.entry(over: nil))
                let device = try await call.visit.store.devices.add(
                    draft, act: call.visit.act)
                return .json(try await call.shape(device), status: .created)
            },
            Operation(
                .get, "/devices/{id}", .devicesRead, "showDevice",
                "One device with its fields; secrets as whether they are set",
                reply: .json(.ok, .device)
            ) { call in .json(try await call.shape(try await call.visit.device())) },
            Operation(
                .patch, "/devices/{id}", .devicesWrite, "changeDevice",
                "Change a device; what is not given stays, an empty field is emptied",
                body: .object([
                    .init("name", .name, required: false),
                    .init("kind", .choice(engine.deviceKinds.all.map(\.id)), required: false),
                    .init("fields", .fields, required: false),
                    .init("timeZone", .string(maximum: 100), required: false),
                    .init("syncFrom", .date, required: false),
                    .init("hrClients", .array(.name, maximum: 100), required: false),
                    .init("enabled", .boolean, required: false), .init("paused", .boolean, required: false),
                ]), reply: .json(.ok, .device)
            ) { try await $0.changeDevice() },
            Operation(
                .delete, "/devices/{id}", .devicesWrite, "removeDevice", "Remove a device; its punches are kept",
                query: [.init(name: "withPunches", schema: .boolean, about: "remove its punches too")],
                reply: .json(.ok, .object([.init("punchesRemoved", .integer(0...Int64.max))]))
            ) { call in
                let removed = try await call.visit.console.engine.remove(
                    try await call.visit.device(), withPunches: call.flag("withPunches"),
                    actor: call.visit.principal.actor)
                return .json(["punchesRemoved": JSONValue(removed)])
            },
            Operation(
                .post, "/devices/{id}/webhook", .devicesWrite, "makeWebhook",
                "Make the device's webhook address anew; an earlier one is dead from then on",
                reply: .json(.ok, .object([.init("address", .string())]))
            ) { call in
                let device = try await call.visit.device()
                try await call.visit.makeHook(device)
                let secret = try await call.visit.store.hooks.find(of: device)?.secret ?? ""
                return .json(["address": .string(call.visit.hookAddress(device, secret))])
            },
            Operation(
                .delete, "/devices/{id}/webhook", .devicesWrite, "removeWebhook", "Remove the device's webhook address",
                reply: .none
            ) { call in
                try await call.visit.store.hooks.remove(
                    for: try await call.visit.device(), act: call.visit.act)
                return .nothing
            },
            Operation(
                .post, "/device-imports", .devicesWrite, "importDevices",
                "Add and change devices from table rows; all of them or, with a bad row, none unless skipBad",
                body: .object([
                    .init("rows", .array(.array(.string(maximum: 8192), maximum: 100), maximum: 5000)),
                    .init("dryRun", .boolean, required: false), .init("skipBad", .boolean, required: false),
                    .init("dates", .choice(DateOrder.allCases.map(\.rawValue)), required: false),
                ]),
                reply: .json(
                    .ok,
                    .object([
                        .init("imported", .boolean), .init("added", .array(.string(), maximum: 5000)),
                        .init("changed", .array(.string(), maximum: 5000)),
                        .init(
                            "bad",
                            .array(
                                .object([.init("row", .integer(1...100_000)), .init("error", .string())]), maximum: 5000
                            )),
                        .init(
                            "warnings",
                            .array(
                                .object([.init("row", .integer(1...100_000)), .init("warning", .string())]),
                                maximum: 10_000)),
                    ]))
            ) { try await $0.importDevices() },
            Operation(
                .get, "/device-exports", .devicesWrite, "exportDevices", "The device list as a file, without secrets",
                query: [.init(name: "format", schema: .choice(["csv", "xlsx"]), about: "csv by default")],
                reply: .file(Operation.tableTypes)
            ) { try await $0.visit.exportDevices($0.query("format") ?? "csv") },
        ]
    }
}

extension Operation {
    static let tableTypes = [
        "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
}

extension Call {
    func shape(_ device: Device, _ health: DeviceHealth, _ warnings: Warnings) -> JSONValue {
        device.json(warnings.of(device), language).adding("paused", .bool(device.isPaused))
            .adding("state", .string(health.key)).adding("reason", JSONValue(health.reason?[language]))
            .adding("latestDeliveryAt", JSONValue(device.latestDeliveryAt.map(device.zone.rfc3339)))
            .adding("latestDeliveryCode", JSONValue(device.latestDeliveryCode))
    }

    func shape(_ device: Device) async throws -> JSONValue {
        let engine = visit.console.engine
        let health = try await engine.health(of: [device])[device.id] ?? .fine
        let names = try await visit.store.devices.secretNames(of: device)
        let set = engine.deviceKinds[device.kind]?.fields ?? FieldSet([])
        return shape(device, health, try await engine.warnings()).adding(
            "fields", device.fields.json(secretNames: names, of: set))
    }

    /// The entry in the body, over what a device has.
    func entry(over device: Device?) throws -> DeviceEntry {
        var entry = DeviceEntry(
            name: body["name"]?.text ?? device?.name ?? "", kind: body["kind"]?.text ?? device?.kind ?? "",
            values: fieldValues(body["fields"]))
        if let text = body["timeZone"]?.text {
            guard let zone = Zone(identifier: text) else {
                throw Refusal(
                    .unprocessableContent, Phrase(en: "“\(text)” is no time zone", vi: "“\(text)” không phải múi giờ"),
                    field: "timeZone")
            }
            entry.zone = zone
        }
        entry.syncFrom = body["syncFrom"]?.text.flatMap { LocalDate($0) }
        entry.hrClients = body["hrClients"]?.array?.compactMap(\.text)
        return entry
    }

    func fieldValues(_ value: JSONValue?) -> FieldValues {
        var values = FieldValues()
        guard case .object(let members)? = value else { return values }
        for member in members {
            values.set(member.name, all: member.value.array?.compactMap(\.text) ?? [member.value.text ?? ""])
        }
        return values
    }

    fileprivate func changeDevice() async throws -> Response {
        var device = try await visit.device()
        let touchesFields = ["name", "kind", "fields", "timeZone", "syncFrom", "hrClients"].contains { body[$0] != nil }
        if touchesFields {
            let (draft, dropped) = try await visit.console.engine.draft(try entry(over: device), over: device)
            device = try await visit.store.devices.edit(
                device, to: draft, droppingSecrets: dropped, act: visit.act)
        }
        if let enabled = body["enabled"]?.bool, enabled != device.isEnabled {
            try await visit.store.devices.setEnabled(enabled, device, act: visit.act)
        }
        if let paused = body["paused"]?.bool, paused != device.isPaused {
            try await visit.store.devices.setPaused(paused, device, act: visit.act)
        }
        return .json(try await shape(try await visit.device()))
    }

    fileprivate func importDevices() async throws -> Response {
        let rows = body["rows"]?.array?.enumerated().map { index, row in
            TableRow(number: index + 1, cells: row.array?.compactMap(\.text) ?? [])
        }
        let order = body["dates"]?.text.flatMap(DateOrder.init) ?? .asFound
        let plan = try await DeviceImport(rows ?? [], dates: order, engine: visit.console.engine)
        let isRefused = !plan.bad.isEmpty && body["skipBad"]?.bool != true
        let applies = body["dryRun"]?.bool != true && !isRefused
        if applies { try await plan.apply(to: visit.store, act: visit.act) }
        return .json(.object([JSONValue.Member("imported", .bool(applies))] + plan.json(language)))
    }
}
