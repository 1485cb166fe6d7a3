import Attendance
import Database

extension StoredPunch {
    static let columns = """
        punch.id, punch.source_key, punch.code, punch.person_name, punch.at, punch.local_time,
        punch.offset_seconds, punch.direction, punch.source_device, source.kind, source.identity,
        coalesce(device.name, source.last_name) AS device_name
        """
    static let join = """
        JOIN source ON source.id = punch.source_id LEFT JOIN device ON device.source_id = source.id
        """

    init(_ row: Row) {
        let localText: String = row["local_time"]
        let at: Instant = row["at"]
        self.init(
            id: row["id"], sourceKey: row["source_key"], code: row["code"], personName: row["person_name"], at: at,
            local: LocalTime(localText) ?? Zone.vietnam.local(at: at), offset: row["offset_seconds"],
            direction: Direction(rawValue: row["direction"]) ?? .unknown, sourceDevice: row["source_device"],
            kind: row["kind"], identity: row["identity"], device: row["device_name"])
    }
}
