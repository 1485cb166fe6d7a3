import Attendance
import GRDB
import Sealing

/// A punch as the store keeps it.
public struct StoredPunch: Sendable, Identifiable {
    public let id: Int64
    public let sourceKey: String
    public let code: String
    public let personName: String
    public let at: Instant
    public let local: LocalTime
    public let offset: Int
    public let direction: Direction
    public let sourceDevice: String
    public let kind: String
    /// The vendor's identity of the source.
    public let identity: String
    /// The device's name; that of the last one when it was removed.
    public let device: String

    /// The same for this punch for ever: from the source's identity and the record's own key, never from our row
    /// numbers or from anything that a time-zone correction changes.
    public var recordID: String { Digest.identifier(kind, identity, sourceKey, length: 24) }

    /// `YYYY-MM-DDTHH:MM:SS±HH:MM`, with the offset that was used.
    public var atText: String { "\(local.date)T\(local.timeText)\(Zone.offsetText(offset))" }

    static let columns = """
        punch.id, punch.source_key, punch.code, punch.person_name, punch.at, punch.local_time,
        punch.offset_seconds, punch.direction, punch.source_device, source.kind, source.identity,
        ifnull(device.name, source.last_name) AS device_name
        """
    static let join = """
        JOIN source ON source.id = punch.source_id LEFT JOIN device ON device.source_id = source.id
        """

    init(_ row: Row) {
        id = row["id"]
        sourceKey = row["source_key"]
        code = row["code"]
        personName = row["person_name"]
        at = row["at"]
        let localText: String = row["local_time"]
        local = LocalTime(localText) ?? Zone.vietnam.local(at: at)
        offset = row["offset_seconds"]
        direction = Direction(rawValue: row["direction"]) ?? .unknown
        sourceDevice = row["source_device"]
        kind = row["kind"]
        identity = row["identity"]
        device = row["device_name"]
    }
}
