import Access
import Attendance
import AttendanceHub
import ConnectorKit
import HRKit
import HTTPTypes
import Hummingbird
import Store
import SyncEngine
import Wire

/// Devices and their webhook addresses.
struct DeviceOperations: Sendable {
    let hub: Hub
    let devices: DeviceRepository
    let webhooks: WebhookAddresses
    let kinds: DeviceKinds
    let hrKinds: HRKinds

    var operations: [Operation] {
        [
            Operation(
                .get, "/kinds", .devicesRead, "listKinds",
                "The connection types and kinds of HR systems with their fields",
                reply: .json(
                    .ok, .object([.init("devices", .array(.kind)), .init("hrSystems", .array(.kind))]))
            ) { call in
                .json([
                    "devices": .array(kinds.all.map { $0.json(call.language) }),
                    "hrSystems": .array(hrKinds.all.map { $0.json(call.language) }),
                ])
            },
            Operation(
                .get, "/devices", .devicesRead, "listDevices", "All devices and how they are",
                reply: .json(.ok, .page(.device)), list),
            Operation(
                .post, "/devices", .devicesWrite, "addDevice",
                "Add a device; its fields are checked in form, nothing is sent",
                body: .object([
                    .init("name", .name), .init("kind", .choice(kinds.all.map(\.id))),
                    .init("fields", .fields), .init("timeZone", .string(maximum: 100), required: false),
                    .init("syncFrom", .date, required: false),
                    .init("hrClients", .array(.name, maximum: 100), required: false),
                    .init("tags", .tags, required: false),
                ]), reply: .json(.created, .device), add),
            Operation(
                .get, "/devices/{id}", .devicesRead, "showDevice",
                "One device with its fields; secrets as whether they are set",
                reply: .json(.ok, .device)
            ) { call in .json(try await shape(try await device(call), call.language)) },
            Operation(
                .patch, "/devices/{id}", .devicesWrite, "changeDevice",
                "Change a device; what is not given stays, an empty field is emptied",
                body: .object([
                    .init("name", .name, required: false),
                    .init("kind", .choice(kinds.all.map(\.id)), required: false),
                    .init("fields", .fields, required: false),
                    .init("timeZone", .string(maximum: 100), required: false),
                    .init("syncFrom", .date, required: false),
                    .init("hrClients", .array(.name, maximum: 100), required: false),
                    .init("tags", .tags, required: false),
                    .init("enabled", .boolean, required: false), .init("paused", .boolean, required: false),
                ]), reply: .json(.ok, .device), change),
            Operation(
                .delete, "/devices/{id}", .devicesWrite, "removeDevice", "Remove a device; its punches are kept",
                query: [.init(name: "withPunches", schema: .boolean, about: "remove its punches too")],
                reply: .json(.ok, .object([.init("punchesRemoved", .integer(0...Int64.max))]))
            ) { call in
                let removed = try await hub.remove(
                    try await device(call), withPunches: call.flag("withPunches"), act: call.visit.act)
                return .json(["punchesRemoved": JSONValue(removed)])
            },
            Operation(
                .post, "/devices/{id}/webhook", .devicesWrite, "makeWebhook",
                "Make the device's webhook address anew; an earlier one is dead from then on",
                reply: .json(.ok, .object([.init("address", .string())]))
            ) { call in
                .json(["address": .string(try await webhooks.make(for: try await device(call), call.visit))])
            },
            Operation(
                .delete, "/devices/{id}/webhook", .devicesWrite, "removeWebhook", "Remove the device's webhook address",
                reply: .none
            ) { call in
                try await hub.removeHook(of: try await device(call), act: call.visit.act)
                return .nothing
            },
        ]
    }

    private func device(_ call: Call) async throws -> Device {
        try await devices.find(id: call.visit.parameter("id"))
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let devices = try await devices.all()
        let health = try await hub.health(of: devices)
        let warnings = try await hub.warnings()
        return .page(devices.map { $0.json(health[$0.id] ?? .fine, warnings, call.language) })
    }

    @Sendable private func add(_ call: Call) async throws -> Response {
        let entry = try entry(call, over: nil)
        let device = try await naming { try await hub.add(entry, act: call.visit.act) }
        return .json(try await shape(device, call.language), status: .created)
    }

    @Sendable private func change(_ call: Call) async throws -> Response {
        var device = try await device(call)
        let ofEntry = ["name", "kind", "fields", "timeZone", "syncFrom", "hrClients", "tags"]
        if ofEntry.contains(where: { call.body[$0] != nil }) {
            let (present, entry) = (device, try entry(call, over: device))
            device = try await naming { try await hub.edit(present, to: entry, act: call.visit.act) }
        }
        if let enabled = call.body["enabled"]?.bool, enabled != device.isEnabled {
            try await hub.setEnabled(enabled, [device], act: call.visit.act)
        }
        if let paused = call.body["paused"]?.bool, paused != device.isPaused {
            try await hub.setPaused(paused, [device], act: call.visit.act)
        }
        return .json(try await shape(try await self.device(call), call.language))
    }

    /// The entry in a body, over what a device has.
    private func entry(_ call: Call, over device: Device?) throws(Refusal) -> DeviceEntry {
        let body = call.body
        var entry = DeviceEntry(
            name: body["name"]?.text ?? device?.name ?? "", kind: body["kind"]?.text ?? device?.kind ?? "",
            values: FieldValues(body["fields"]))
        if let text = body["timeZone"]?.text {
            guard let zone = Zone(identifier: text) else {
                throw Refusal(
                    .unprocessableContent,
                    Phrase(en: "“\(text)” is not a time zone", vi: "“\(text)” không phải múi giờ"),
                    field: "timeZone")
            }
            entry.zone = zone
        }
        entry.syncFrom = body["syncFrom"]?.text.flatMap { LocalDate($0) }
        entry.hrClients = body["hrClients"]?.array?.compactMap(\.text)
        if let words = body["tags"]?.array?.compactMap(\.text) {
            do { entry.tags = try DeviceTags(words) } catch {
                throw Refusal(.unprocessableContent, error.phrase, field: error.field)
            }
        }
        return entry
    }

    /// Does what may fail at a field, which the body calls otherwise than forms and commands do.
    private func naming<Value>(_ act: () async throws -> Value) async throws -> Value {
        do { return try await act() } catch let failure as FieldFailure {
            guard failure.field == DeviceEntry.syncFromField else { throw failure }
            throw Refusal(.unprocessableContent, failure.phrase, field: "syncFrom")
        }
    }

    private func shape(_ device: Device, _ language: Language) async throws -> JSONValue {
        let health = try await hub.health(of: [device])[device.id] ?? .fine
        let names = try await devices.secretNames(of: device)
        let set = kinds[device.kind]?.fields ?? FieldSet([])
        return device.json(health, try await hub.warnings(), language)
            .adding("fields", device.fields.json(secretNames: names, of: set))
    }
}

extension Device {
    /// As the API shows it: with its health in one word.
    fileprivate func json(_ health: DeviceHealth, _ warnings: Warnings, _ language: Language) -> JSONValue {
        json(warnings, language)
            .adding("state", .string(health.key)).adding("reason", JSONValue(health.reason?[language]))
            .adding("latestDeliveryAt", JSONValue(latestDeliveryAt.map(zone.rfc3339)))
            .adding("latestDeliveryCode", JSONValue(latestDeliveryCode))
    }
}
