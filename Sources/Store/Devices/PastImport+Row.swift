import Attendance
import Database
import Wire

extension PastImport {
    static let select = """
        SELECT device_import.*,
          (SELECT count(*) FROM device_import_row line WHERE line.import_id = device_import.id
            AND line.undone_at IS NOT NULL) AS undone,
          (SELECT count(*) FROM device_import_row line JOIN device ON device.id = line.device_id
            JOIN source ON source.id = device.source_id
            WHERE line.import_id = device_import.id AND line.undone_at IS NULL
              AND line.revision = device.revision
              AND (line.former IS NOT NULL OR source.punch_count <= line.punch_count)) AS undoable
        FROM device_import
        """

    init(_ row: Row) {
        self.init(
            id: row["id"], at: row["at"], actor: Actor(stored: row["actor"]), fileName: row["file_name"],
            added: row["added"], changed: row["changed"], undone: row["undone"], undoable: row["undoable"])
    }
}

extension PastImportedDevice {
    static let select = """
        SELECT line.*, device.revision AS present_revision, source.punch_count AS present_punch_count
        FROM device_import_row line LEFT JOIN device ON device.id = line.device_id
          LEFT JOIN source ON source.id = device.source_id
        """

    init(_ row: Row) {
        let former: String? = row["former"]
        self.init(
            id: row["id"], importID: row["import_id"], deviceID: row["device_id"], name: row["name"],
            former: former.flatMap { Former(stored: $0) }, fields: Column.fields(row["fields"]),
            newSecrets: Column.fields(row["new_secrets"]).names, state: State(row))
    }
}

extension PastImportedDevice.State {
    init(_ row: Row) {
        let (undoneAt, present): (Instant?, Int?) = (row["undone_at"], row["present_revision"])
        let (left, former): (Int, String?) = (row["revision"], row["former"])
        let (punches, leftPunches): (Int?, Int) = (row["present_punch_count"], row["punch_count"])
        if undoneAt != nil {
            self = .undone
        } else if present == nil {
            self = .removed
        } else if present != left {
            self = .edited
        } else if former == nil, (punches ?? 0) > leftPunches {
            self = .hasPunches
        } else {
            self = .undoable
        }
    }
}

extension PastImportedDevice.Former {
    /// What is stored: JSON.
    var stored: String {
        let value: JSONValue = [
            "kind": .string(kind), "zone": .string(zone.identifier), "syncFrom": JSONValue(syncFrom?.description),
            "fields": .string(Column.text(fields)), "hrClients": .array(hrClients.map { .integer($0) }),
            "tags": .array(tags.words.map { .string($0) }),
        ]
        return value.description
    }

    init?(stored text: String) {
        guard let value = try? JSONValue(parsing: Array(text.utf8)), let kind = value["kind"]?.text else { return nil }
        self.init(
            kind: kind, zone: value["zone"]?.text.flatMap { Zone(identifier: $0) } ?? .vietnam,
            syncFrom: value["syncFrom"]?.text.flatMap { LocalDate($0) },
            fields: Column.fields(value["fields"]?.text ?? "{}"),
            hrClients: value["hrClients"]?.array?.compactMap(\.integer) ?? [],
            tags: DeviceTags(stored: value["tags"]?.array?.compactMap(\.text) ?? []))
    }
}
