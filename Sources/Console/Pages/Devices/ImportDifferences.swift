import Attendance
import AttendanceHub
import ConnectorKit

/// What an import changes of a device, in the labels of forms; of secrets only that they change.
struct ImportDifferences {
    private(set) var lines: [String] = []

    init(_ device: Device, _ draft: DeviceDraft, _ kinds: DeviceKinds, _ reader: Reader) {
        func compare(_ column: String, _ old: String, _ new: String) {
            guard old != new else { return }
            let label = DeviceTable.label(of: column, kinds)[reader.language]
            lines.append("\(label): \(old.isEmpty ? "–" : old) → \(new.isEmpty ? "–" : new)")
        }
        func title(_ kind: String) -> String { kinds[kind]?.title[reader.language] ?? kind }
        compare("kind", title(device.kind), title(draft.kind))
        compare("time-zone", device.zone.identifier, draft.zone.identifier)
        compare("sync-from", device.syncFrom.map(Texts.date) ?? "", draft.syncFrom.map(Texts.date) ?? "")
        compare("hr-clients", device.hrClients.joined(separator: "; "), draft.hrClients.joined(separator: "; "))
        compare(DeviceTags.field, device.tags.text, draft.tags.text)
        for name in Set(device.fields.names + draft.fields.names).sorted() {
            compare(
                name, device.fields.all(name).joined(separator: "; "), draft.fields.all(name).joined(separator: "; "))
        }
        for name in draft.secrets.names {
            let label = DeviceTable.label(of: name, kinds)[reader.language]
            lines.append(reader.say("\(label): a new secret", "\(label): giá trị bí mật mới"))
        }
        if lines.isEmpty { lines = [reader.say("no difference", "không thay đổi")] }
    }
}
