import Access
import Attendance
import AttendanceHub
import ConnectorKit
import HRKit
import Hummingbird
import ProgramSettings
import Store
import SyncEngine
import Wire

/// The device list, a device, and its form.
struct DevicePages: EntryFormPages {
    let hub: Hub
    let devices: DeviceRepository
    let hrClients: HRClientRepository
    let runs: RunRepository
    let terminals: TerminalRepository
    let settings: SettingsRepository
    let webhooks: WebhookAddresses
    let jobs: StartedJobs
    let kinds: DeviceKinds
    let hrKinds: HRKinds
    let policy: ServingPolicy
    let keptSecrets: KeptSecrets

    /// Remembers for a browser how devices are shown.
    private static let viewCookie = "rollcall-devices-view"

    let section = EntrySection(
        path: "/devices", adding: Phrase(en: "Add device", vi: "Thêm thiết bị"),
        nameLabel: Phrase(en: "Name of the device", vi: "Tên thiết bị"),
        question: Phrase(en: "Which kind of device is it?", vi: "Đây là loại thiết bị nào?"), offersTest: true)

    var routes: [Route] {
        [
            Route(.get, "/devices", .permission(.devicesRead), list),
            Route(.get, "/devices/{id}", .permission(.devicesRead), show),
        ] + formRoutes(.devicesWrite)
    }

    func entry(of visit: Visit) async throws -> Device { try await devices.find(id: visit.parameter("id")) }

    func secretNames(of device: Device) async throws -> [String] { try await devices.secretNames(of: device) }

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let devices = try await devices.all()
        let zone = try await settings.current().zone
        let unknown = try await terminals.strangers().map { UnknownTerminalRow($0, in: zone, for: visit.reader) }
        let looks = try await DeviceLooks(devices, of: hub, kinds)
        let search = DeviceSearch(visit.query)
        let remembered = visit.request.cookies[DevicePages.viewCookie].flatMap { DeviceSearch.View(rawValue: $0.value) }
        let listing = DeviceListing(devices, looks, search, remembered: remembered, visit.language)
        let clients = visit.may(.devicesWrite) ? try await hrClients.all().map(\.name) : []
        var response = visit.page(
            DevicesPage(
                listing, looks, hasDevices: !devices.isEmpty, clients: clients, unknown: unknown, for: visit.reader),
            title: visit.say("Devices", "Thiết bị"))
        if let view = search.view {
            response.setCookie(
                Cookie(
                    name: DevicePages.viewCookie, value: view.rawValue, maxAge: 365 * 86_400, path: "/devices",
                    secure: policy.isEncrypted, httpOnly: true, sameSite: .lax))
        }
        return response
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let device = try await entry(of: visit)
        let rhythm = DeviceRhythm(of: device, kinds[device.kind], try await settings.current(), now: visit.now)
        let model = DevicePage(
            device, try await DeviceLooks([device], of: hub, kinds), secretNames: try await secretNames(of: device),
            hook: try await webhooks.box(of: device, visit), terminal: try await terminals.contact(of: device),
            rhythm: rhythm, runs: try await runs.recent(of: device, limit: RunRepository.shownRuns), now: visit.now,
            for: visit.reader)
        if visit.query("part") == "runs" { return visit.livePart(of: model) }
        return visit.page(model, title: device.name, manual: device.kind)
    }

    // MARK: The form

    /// A device that answered on the network brings its name and its address, a terminal that calls its serial number.
    func known(of visit: Visit) -> KnownEntry {
        let (name, host) = (visit.query("name"), visit.query("host"))
        var values = FieldValues()
        for field in ["host", "port", "protocol"] where !visit.query(field).isEmpty {
            values.set(field, visit.query(field))
        }
        let serial = visit.query("serial")
        if !serial.isEmpty { values.set("serial-number", serial) }
        var known = KnownEntry(name: name, values: values)
        // Whose kind is known needs no word about it.
        if !visit.query("found").isEmpty, visit.query("kind").isEmpty {
            let found = "“\(name)” (\(host))"
            known.note = Phrase(
                en:
                    "\(found) answered on the network. Choose the system that its records go to; this version reads no Hikvision device directly.",
                vi:
                    "\(found) đã trả lời trong mạng. Hãy chọn hệ thống nhận bản ghi của thiết bị; phiên bản này chưa đọc trực tiếp thiết bị Hikvision."
            )
        }
        return known
    }

    var kindsBeside: [(fields: [FieldSpecification], prefix: String)] {
        DeviceInput.kindsBeside(among: hrKinds).map { ($0.specificationsBesideDevice, DeviceInput.prefix(of: $0)) }
    }

    var idsBeside: [String] {
        DeviceInput.kindsBeside(among: hrKinds).flatMap { kind in
            [DeviceInput.nameID(of: kind)]
                + kind.specificationsBesideDevice.map { $0.inputID(prefix: DeviceInput.prefix(of: kind)) }
        } + [DeviceEntry.syncFromField, DeviceInput.zoneField]
    }

    func problems(of error: any Error, _ kind: DeviceKind, _ visit: Visit) -> FormProblems {
        let id = { (field: String) in kind.fields[field]?.inputID() ?? field }
        guard let failure = error as? NewClientFailure else {
            var problems = FormProblems()
            problems.add(error, id: id)
            return problems
        }
        let client = DeviceInput(visit.form, among: hrKinds).newClients.first.flatMap { hrKinds[$0.kind] }
        let prefix = client.map(DeviceInput.prefix) ?? ""
        return FormProblems(failure, id: id) { client?.fields[$0]?.inputID(prefix: prefix) ?? prefix + $0 }
    }

    func devicePart(
        of kind: DeviceKind, _ device: Device?, _ visit: Visit, refused: RefusedForm?
    ) async throws -> DevicePart? {
        let clients = try await hrClients.all()
        var input: DeviceInput
        if refused != nil {
            input = DeviceInput(visit.form, among: hrKinds)
        } else if let device {
            input = DeviceInput(device)
        } else {
            input = DeviceInput(zone: try await settings.current().zone.identifier, syncFrom: "")
            // Where there is one, that is where punches go.
            if clients.count == 1 { input.clients = clients.map(\.name) }
        }
        return DevicePart(
            input, of: kind, clients: clients, hrKinds: hrKinds, refused: refused, visit.language)
    }

    func save(_ sent: SentEntry, over device: Device?, _ visit: Visit) async throws -> Response {
        let input = DeviceInput(visit.form, among: hrKinds)
        let entry = input.entry(sent)
        let client = try input.newClient()
        if client != nil, !visit.may(.hrWrite) {
            throw RequestFailure(en: "you may not add HR clients", vi: "bạn không có quyền thêm HRM client")
        }
        let saved: Device
        if let device {
            saved = try await hub.edit(device, to: entry, withNew: client, act: visit.act)
        } else {
            saved = try await hub.add(entry, withNew: client, act: visit.act)
        }
        if visit.form["test"] == "1", visit.may(.sync) {
            return visit.redirect("/jobs/\(jobs.test(saved, by: visit.principal).id)")
        }
        return visit.redirect(
            "/devices/\(saved.id)", .good(visit.say("“\(saved.name)” is saved.", "Đã lưu “\(saved.name)”.")))
    }
}
