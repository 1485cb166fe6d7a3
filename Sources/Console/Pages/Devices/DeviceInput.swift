import Attendance
import AttendanceHub
import HRKit
import Wire

/// What a device's form says besides the fields of its kind, as it was typed.
struct DeviceInput: Sendable {
    var zone: String
    var syncFrom: String
    /// Nil where the form has no field for them.
    var tags: String?
    /// Names of the HR clients that are ticked.
    var clients: [String] = []
    /// Whether the form had clients to tick.
    var hasClients = false
    /// HR clients that were entered beside the device.
    var newClients: [HRClientEntry] = []

    /// What a `FieldFailure` calls the device's time zone.
    static let zoneField = "time-zone"

    /// What the names of the inputs begin with that make a client of a kind.
    static func prefix(of kind: HRKind) -> String { "new-\(kind.id)-" }
}

extension DeviceInput {
    init(_ device: Device) {
        zone = device.zone.identifier
        syncFrom = device.syncFrom?.description ?? ""
        tags = device.tags.text
        clients = device.hrClients
    }

    init(_ form: Form, among hrKinds: HRKinds) {
        zone = form["time-zone"]
        syncFrom = form["sync-from"]
        tags = form.names.contains("tags") ? form["tags"] : nil
        clients = form.all("hr")
        hasClients = form["has-hr"] == "1"
        newClients = hrKinds.all.filter { !$0.fieldsBesideDevice.isEmpty }.compactMap { kind in
            let prefix = DeviceInput.prefix(of: kind)
            let name = form["\(prefix)name"].trimmed
            guard !name.isEmpty else { return nil }
            let values = kind.fields.values(in: form, prefix: prefix)
                .filter { kind.fieldsBesideDevice.contains($0) }
            return HRClientEntry(name: name, kind: kind.id, values: values, by: .network)
        }
    }

    /// The device's entry.
    ///
    /// - Throws: `FieldFailure` for a zone or a date that cannot be read.
    func entry(_ sent: SentEntry) throws(FieldFailure) -> DeviceEntry {
        var entry = DeviceEntry(name: sent.name, kind: sent.kind, values: sent.values)
        let zoneText = zone.trimmed
        if !zoneText.isEmpty {
            guard let zone = Zone(identifier: zoneText) else {
                throw FieldFailure(
                    field: DeviceInput.zoneField,
                    Phrase(
                        en: "“\(zoneText)” is not a time zone such as Asia/Ho_Chi_Minh",
                        vi: "“\(zoneText)” không phải múi giờ dạng Asia/Ho_Chi_Minh"))
            }
            entry.zone = zone
        }
        if !syncFrom.isEmpty {
            guard let date = LocalDate(syncFrom) else {
                throw FieldFailure(
                    field: DeviceEntry.syncFromField,
                    Phrase(
                        en: "“sync from” has no date in the form 2026-11-01",
                        vi: "“đồng bộ từ” không có ngày dạng 2026-11-01"))
            }
            entry.syncFrom = date
        }
        if hasClients { entry.hrClients = clients }
        if let tags { entry.tags = try DeviceTags(typed: tags) }
        return entry
    }

    /// The HR client that is made with the device; nil where none was entered.
    func newClient() throws(RequestFailure) -> HRClientEntry? {
        guard newClients.count <= 1 else {
            throw RequestFailure(
                en: "one HR client at a time can be added with a device",
                vi: "mỗi lần chỉ thêm được một HRM client cùng với thiết bị")
        }
        return newClients.first
    }
}
