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

    /// The input of such a client's name.
    static func nameID(of kind: HRKind) -> String { prefix(of: kind) + "name" }

    /// The kinds of which a client can be entered beside a device.
    static func kindsBeside(among hrKinds: HRKinds) -> [HRKind] {
        hrKinds.all.filter { !$0.fieldsBesideDevice.isEmpty }
    }
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
        newClients = DeviceInput.kindsBeside(among: hrKinds).compactMap { kind in
            let name = form[DeviceInput.nameID(of: kind)].trimmed
            let values = kind.fields.values(in: form, prefix: DeviceInput.prefix(of: kind))
                .filter { kind.fieldsBesideDevice.contains($0) }
            // Whoever filled something in meant a client: a name that is missing is told, not the rest thrown away.
            guard !name.isEmpty || values.names.contains(where: { !values.all($0).allSatisfy(\.isEmpty) }) else {
                return nil
            }
            return HRClientEntry(name: name, kind: kind.id, values: values, by: .network)
        }
    }

    /// The device's entry. A zone or a date that cannot be read is refused with what else is wrong.
    func entry(_ sent: SentEntry) -> DeviceEntry {
        var entry = DeviceEntry(name: sent.name, kind: sent.kind, values: sent.values)
        let zoneText = zone.trimmed
        entry.zone = zoneText.isEmpty ? nil : Zone(identifier: zoneText)
        if !zoneText.isEmpty, entry.zone == nil {
            entry.unread.append(
                FieldFailure(
                    field: DeviceInput.zoneField,
                    Phrase(
                        en: "“\(zoneText)” is not a time zone such as Asia/Ho_Chi_Minh",
                        vi: "“\(zoneText)” không phải múi giờ dạng Asia/Ho_Chi_Minh")))
        }
        entry.syncFrom = LocalDate(syncFrom)
        if !syncFrom.isEmpty, entry.syncFrom == nil {
            entry.unread.append(
                FieldFailure(
                    field: DeviceEntry.syncFromField,
                    Phrase(
                        en: "this is not a date in the form 2026-11-01", vi: "đây không phải ngày dạng 2026-11-01")))
        }
        if hasClients { entry.hrClients = clients }
        if let tags {
            do { entry.tags = try DeviceTags(typed: tags) } catch { entry.unread.append(error) }
        }
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
