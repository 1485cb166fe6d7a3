import Access
import Attendance
import AttendanceHub
import ConnectorKit
import Foundation
import HRKit
import HTTPTypes
import Hummingbird
import ProgramSettings
import Store
import SyncEngine
import Wire

/// The device list, a device, and its form.
extension Console {
    var deviceRoutes: [Route] {
        [
            Route(.get, "/devices", .permission(.devicesRead)) { try await $0.devicesPage() },
            Route(.get, "/devices/new", .permission(.devicesWrite)) { try await $0.newDevicePage() },
            Route(.post, "/devices/new", .permission(.devicesWrite)) { try await $0.addDevice() },
            Route(.get, "/devices/{id}", .permission(.devicesRead)) { try await $0.devicePage() },
            Route(.get, "/devices/{id}/edit", .permission(.devicesWrite)) { try await $0.editDevicePage() },
            Route(.post, "/devices/{id}/edit", .permission(.devicesWrite)) { try await $0.editDevice() },
        ]
    }
}

struct DevicesPage: PageModel {
    static let template = "devices"

    let cards: [DeviceCard]
    let hasDevices: Bool
    let maySync: Bool
    let mayWrite: Bool
    let token: String
}

struct DevicePage: PageModel {
    static let template = "device"

    struct Fact: Sendable {
        let name: String
        let value: String
    }

    struct Run: Sendable {
        let begun: String
        let window: String
        let fetched: String
        let new: String
        let known: String
        let skipped: String
        let outcome: String
    }

    let id: Int64
    let name: String
    let card: [DeviceCard]
    let facts: [Fact]
    let hook: HookBox?
    let runs: [Run]
    let mayWrite: Bool
    let token: String
}

struct DeviceFormPage: PageModel {
    static let template = "device-form"

    struct Client: Sendable {
        let name: String
        let kind: String
        let isChosen: Bool
    }

    struct Guide: Sendable {
        let steps: [String]
    }

    var heading = ""
    var asksKind = false
    /// What brought the person here.
    var note: String?
    var kinds: [KindChoice] = []
    var unverified: String?
    var action = ""
    var token = ""
    var kind = ""
    var kindTitle = ""
    var otherKindAddress = ""
    var name = ""
    var nameError: String?
    var mainFields: [FieldInput] = []
    var moreFields: [FieldInput] = []
    var moreIsOpen = false
    var hasClients = true
    var clients: [Client] = []
    var newClientName = ""
    var syncFrom = ""
    var syncFromError: String?
    var firstWindow = ""
    var zone = ""
    let zones = Zone.offered
    var zoneError: String?
    var isNew = false
    var back = "/devices"
    var guide: Guide?
}

extension Visit {
    fileprivate func devicesPage() async throws -> Response {
        let devices = try await store.devices.all()
        let health = try await console.engine.health(of: devices)
        let warnings = try await console.engine.warnings()
        return page(
            DevicesPage(
                cards: devices.map { card($0, health[$0.id] ?? .fine, warnings) }, hasDevices: !devices.isEmpty,
                maySync: may(.sync), mayWrite: may(.devicesWrite), token: formToken),
            title: say("Devices", "Thiết bị"))
    }

    fileprivate func devicePage() async throws -> Response {
        let device = try await device()
        let health = try await console.engine.health(of: [device])
        let fields = console.engine.deviceKinds[device.kind]?.fields ?? FieldSet([])
        var facts = [
            DevicePage.Fact(name: say("Time zone", "Múi giờ"), value: device.zone.identifier),
            DevicePage.Fact(
                name: say("HR clients", "HRM client"),
                value: device.hrClients.isEmpty ? "–" : device.hrClients.joined(separator: ", ")),
            DevicePage.Fact(
                name: say("Sync from", "Đồng bộ từ"), value: device.syncFrom.map(Texts.date) ?? "–"),
        ]
        let secrets = try await store.devices.secretNames(of: device)
        for field in fields.specifications {
            if field.isSecret {
                if secrets.contains(field.name) {
                    facts.append(DevicePage.Fact(name: field.name, value: say("(stored)", "(đã lưu)")))
                }
            } else if !device.fields.all(field.name).isEmpty {
                facts.append(
                    DevicePage.Fact(name: field.name, value: device.fields.all(field.name).joined(separator: ", ")))
            }
        }
        let runs = try await store.runs.recent(of: device, limit: 20)
        let warnings = try await console.engine.warnings()
        return page(
            DevicePage(
                id: device.id, name: device.name, card: [card(device, health[device.id] ?? .fine, warnings)],
                facts: facts,
                hook: try await hookBox(device), runs: runs.map { run($0, device) }, mayWrite: may(.devicesWrite),
                token: formToken), title: device.name)
    }

    private func run(_ run: SyncRun, _ device: Device) -> DevicePage.Run {
        let skipped = console.engine.skipWords(of: device).list(run.skipped)[language]
        let outcome: String =
            switch run.ok {
            case true: say("done", "xong")
            case false: run.error?[language] ?? say("failed", "lỗi")
            case nil: say("not ended", "chưa kết thúc")
            }
        return DevicePage.Run(
            begun: Texts.time(run.startedAt, in: device.zone),
            window: run.window.map {
                "\(Texts.time($0.from, in: device.zone)) – \(Texts.time($0.to, in: device.zone))"
            } ?? "",
            fetched: Texts.number(run.fetched, language), new: Texts.number(run.new, language),
            known: Texts.number(run.duplicates, language), skipped: skipped, outcome: outcome)
    }

    // MARK: The form

    fileprivate func newDevicePage() async throws -> Response {
        let id = query("kind")
        guard let kind = console.engine.deviceKinds[id] else {
            var model = DeviceFormPage()
            model.heading = say("Add device", "Thêm thiết bị")
            model.asksKind = true
            model.kinds = choices(
                among: console.engine.deviceKinds, at: "/devices/new", keeping: knownOfNewDevice)
            model.note = query("found").isEmpty ? nil : noteOnFoundDevice
            return page(model, title: model.heading)
        }
        let settings = try await store.settings.current()
        var values = FieldValues()
        if kind.fields.specifications.contains(where: { $0.name == "host" }), !query("host").isEmpty {
            values.set("host", query("host"))
        }
        var model = try await formModel(kind, device: nil, values: values, error: nil)
        model.name = query("name")
        model.zone = settings.zone.identifier
        return page(model, title: model.heading)
    }

    /// What is known of the new device already, for the next page.
    private var knownOfNewDevice: String {
        ["name", "host"].filter { !query($0).isEmpty }.map { "&\($0)=\(PercentEncoding.encode(query($0)))" }.joined()
    }

    private var noteOnFoundDevice: String {
        let name = "“\(query("name"))” (\(query("host")))"
        return say(
            "\(name) answered on the network. Choose the system that its records go to; this version reads no Hikvision device directly.",
            "\(name) đã trả lời trong mạng. Hãy chọn hệ thống nhận bản ghi của thiết bị; phiên bản này chưa đọc trực tiếp thiết bị Hikvision."
        )
    }

    fileprivate func editDevicePage() async throws -> Response {
        let device = try await device()
        // Another kind starts empty: no value of the old kind fits it.
        let id = query("kind").isEmpty ? device.kind : query("kind")
        guard let kind = console.engine.deviceKinds[id] else {
            var model = DeviceFormPage()
            model.heading = say("Edit “\(device.name)”", "Chỉnh sửa “\(device.name)”")
            model.asksKind = true
            model.kinds = choices(among: console.engine.deviceKinds, at: "/devices/\(device.id)/edit")
            return page(model, title: model.heading)
        }
        let values = id == device.kind ? device.fields : FieldValues()
        var model = try await formModel(kind, device: device, values: values, error: nil)
        model.name = device.name
        model.syncFrom = device.syncFrom?.description ?? ""
        model.zone = device.zone.identifier
        return page(model, title: model.heading)
    }

    private func formModel(
        _ kind: DeviceKind, device: Device?, values: FieldValues, error: FieldFailure?
    ) async throws -> DeviceFormPage {
        var model = DeviceFormPage()
        model.heading =
            device.map { say("Edit “\($0.name)”", "Chỉnh sửa “\($0.name)”") } ?? say("Add device", "Thêm thiết bị")
        model.action = device.map { "/devices/\($0.id)/edit" } ?? "/devices/new"
        model.token = formToken
        model.kind = kind.id
        model.kindTitle = kind.title[language]
        model.otherKindAddress = (device.map { "/devices/\($0.id)/edit" } ?? "/devices/new") + "?kind=-"
        model.unverified = kind.unverified?[language]
        model.isNew = device == nil
        let set = device?.kind == kind.id ? try await secretNames(device) : []
        let inputs = inputs(kind.fields, values: values, setSecrets: set, error: error)
        model.mainFields = inputs.main
        model.moreFields = inputs.more
        model.moreIsOpen = inputs.moreIsOpen
        let chosen = device?.hrClients ?? []
        model.clients = try await store.hrClients.all().map {
            DeviceFormPage.Client(
                name: $0.name, kind: console.engine.hrKinds[$0.kind]?.title[language] ?? $0.kind,
                isChosen: chosen.contains($0.name))
        }
        model.firstWindow = kind.policy.first.spoken(language)
        model.guide = kind.guide.isEmpty ? nil : DeviceFormPage.Guide(steps: kind.guide.map { $0[language] })
        return model
    }

    private func secretNames(_ device: Device?) async throws -> [String] {
        guard let device else { return [] }
        return try await store.devices.secretNames(of: device)
    }

    fileprivate func addDevice() async throws -> Response { try await save(nil) }

    fileprivate func editDevice() async throws -> Response { try await save(try await device()) }

    private func save(_ present: Device?) async throws -> Response {
        let kind = try console.engine.deviceKinds.named(form["kind"])
        let values = fieldValues(kind.fields)
        do {
            let saved = try await store(values, kind, over: present)
            if form["test"] == "1", may(.sync) {
                return redirect("/jobs/\(startTest(saved).id)")
            }
            return redirect(
                "/devices/\(saved.id)", .good(say("“\(saved.name)” is saved.", "Đã lưu “\(saved.name)”.")))
        } catch {
            // Everything that was typed is shown again, secrets excepted.
            let refusal = Refusal(error)
            let shown = values.filter { !kind.fields.isSecret($0) }
            let fieldError = FieldFailure(field: refusal.field, refusal.phrase)
            var model = try await formModel(kind, device: present, values: shown, error: fieldError)
            model.name = form["name"]
            model.syncFrom = form["sync-from"]
            model.zone = form["time-zone"]
            model.newClientName = form["new-hr-name"]
            let sent = form.all("hr")
            model.clients = model.clients.map {
                DeviceFormPage.Client(name: $0.name, kind: $0.kind, isChosen: sent.contains($0.name))
            }
            let words = refusal.phrase[language]
            switch refusal.field {
            case "name": model.nameError = words
            case "sync-from": model.syncFromError = words
            case "time-zone": model.zoneError = words
            default: break
            }
            return page(
                model, title: model.heading, status: refusal.status,
                flash: .bad(refusal.phrase[language]))
        }
    }

    private func store(_ values: FieldValues, _ kind: DeviceKind, over present: Device?) async throws -> Device {
        var entry = DeviceEntry(name: form["name"], kind: kind.id, values: values)
        let zoneText = form["time-zone"].trimmed
        if !zoneText.isEmpty {
            guard let zone = Zone(identifier: zoneText) else {
                throw FieldFailure(
                    field: "time-zone",
                    Phrase(
                        en: "“\(zoneText)” is not a time zone such as Asia/Ho_Chi_Minh",
                        vi: "“\(zoneText)” không phải múi giờ dạng Asia/Ho_Chi_Minh"))
            }
            entry.zone = zone
        }
        if !form["sync-from"].isEmpty {
            guard let date = LocalDate(form["sync-from"]) else {
                throw FieldFailure(
                    field: "sync-from",
                    Phrase(
                        en: "“sync from” has no date in the form 2026-11-01",
                        vi: "“đồng bộ từ” không có ngày dạng 2026-11-01"))
            }
            entry.syncFrom = date
        }
        if form["has-hr"] == "1" { entry.hrClients = form.all("hr") }
        let client = try await newClient()
        if let client { entry.hrClients = (entry.hrClients ?? []) + [client.name] }
        let (draft, dropped) = try await console.engine.draft(entry, over: present)
        guard let present else {
            return try await store.devices.add(draft, withNew: client, act: act)
        }
        return try await store.devices.edit(
            present, to: draft, droppingSecrets: dropped, withNew: client, act: act)
    }

    /// A Base Check-in client that was entered beside the device; made with the device or not at all.
    private func newClient() async throws -> HRClientDraft? {
        let name = form["new-hr-name"].trimmed
        guard !name.isEmpty else { return nil }
        guard may(.hrWrite) else {
            throw RequestFailure(en: "you may not add HR clients", vi: "bạn không có quyền thêm HRM client")
        }
        var values = FieldValues(["token": [form["new-hr-token"]]])
        if !form["new-hr-password"].isEmpty { values.set("password", form["new-hr-password"]) }
        return try await console.engine.draft(hr: name, kind: "base-checkin", values, by: .network).draft
    }
}

extension WindowRule {
    /// The window in words.
    func spoken(_ language: Language) -> String {
        switch self {
        case .today: Phrase(en: "today", vi: "hôm nay")[language]
        case .month: Phrase(en: "from the first day of this month", vi: "từ ngày 1 của tháng này")[language]
        case .days(let count): Phrase(en: "the last \(count) days", vi: "\(count) ngày gần nhất")[language]
        }
    }
}
