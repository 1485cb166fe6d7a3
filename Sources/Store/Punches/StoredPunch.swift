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

public enum DeliveryState: Int64, Sendable, CaseIterable {
    case waiting = 0
    case delivered = 1
    case parked = 2
    case rejected = 3

    public var word: String { "\(self)" }
}

/// The stored words for why a delivery does not move.
public enum DeliveryReason {
    public static let emptyCode = "emptyCode"
    public static let unknownCode = "unknownCode"

    public static let emptyCodePhrase = Phrase(
        en: "the person has no employee code at the vendor; enter it there and the punch goes with the next sync",
        vi: "người này chưa có mã chấm công tại nhà cung cấp; nhập mã tại đó, bản ghi sẽ được gửi sau lần đồng bộ tới")
}

/// One punch's state at one HR client.
public struct Delivery: Sendable {
    public let punchID: Int64
    public let hrClient: String
    public let state: DeliveryState
    public let attempts: Int
    /// When it reached this state; nil while nothing was tried.
    public let at: Instant?
    /// When it is tried next; nil while it is held or settled.
    public let dueAt: Instant?
    public let reason: Phrase?
    /// The employee code that the client received it under, where a mapping made it another than the device's.
    public let hrCode: String?

    static let columns = """
        delivery.punch_id, delivery.state, delivery.attempts, delivery.at, delivery.due_at, delivery.reason_code,
        delivery.reason, delivery.hr_code, hr_client.name AS hr_name
        """

    init(_ row: Row) {
        punchID = row["punch_id"]
        hrClient = row["hr_name"]
        state = DeliveryState(rawValue: row["state"]) ?? .waiting
        attempts = row["attempts"]
        at = row["at"]
        dueAt = row["due_at"]
        hrCode = row["hr_code"]
        let code: String? = row["reason_code"]
        reason =
            Column.phrase(row["reason"]) ?? (code == DeliveryReason.emptyCode ? DeliveryReason.emptyCodePhrase : nil)
    }
}
