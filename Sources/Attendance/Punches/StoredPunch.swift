/// A punch that is kept.
public struct StoredPunch: Sendable, Identifiable {
    public let id: Int64
    /// The vendor's own key of the record, unique within its source.
    public let sourceKey: String
    /// The employee code; empty where the person has none at the vendor.
    public let code: String
    public let personName: String
    public let at: Instant
    /// The device's wall clock.
    public let local: LocalTime
    /// Of the wall clock, in seconds east of UTC.
    public let offset: Int
    public let direction: Direction
    /// The terminal or camera within the source, as the vendor names it.
    public let sourceDevice: String
    public let kind: String
    /// The vendor's identity of the source.
    public let identity: String
    /// The device's name; that of the last one when it was removed.
    public let device: String

    /// `YYYY-MM-DDTHH:MM:SS±HH:MM`, with the offset that was used.
    public var atText: String { "\(local.date)T\(local.timeText)\(Zone.offsetText(offset))" }

    public init(
        id: Int64, sourceKey: String, code: String, personName: String, at: Instant, local: LocalTime, offset: Int,
        direction: Direction, sourceDevice: String, kind: String, identity: String, device: String
    ) {
        self.id = id
        self.sourceKey = sourceKey
        self.code = code
        self.personName = personName
        self.at = at
        self.local = local
        self.offset = offset
        self.direction = direction
        self.sourceDevice = sourceDevice
        self.kind = kind
        self.identity = identity
        self.device = device
    }
}

/// A punch, and its state at each HR client.
public struct PunchWithDeliveries: Sendable {
    public let punch: StoredPunch
    public let deliveries: [Delivery]

    public init(punch: StoredPunch, deliveries: [Delivery]) {
        self.punch = punch
        self.deliveries = deliveries
    }
}

/// One punch from vendor bytes to HR receipts.
public struct PunchTrace: Sendable {
    public let punch: StoredPunch
    /// As the vendor sent it.
    public let raw: [UInt8]
    /// The run that brought it; nil where it came by webhook, or the run was cleaned away.
    public let run: SyncRun?
    public let deliveries: [Delivery]
    public let corrections: [Correction]

    /// The vendor gave the person another employee code later.
    public struct Correction: Sendable {
        public let at: Instant
        public let oldCode: String
        public let newCode: String

        public init(at: Instant, oldCode: String, newCode: String) {
            self.at = at
            self.oldCode = oldCode
            self.newCode = newCode
        }
    }

    public init(
        punch: StoredPunch, raw: [UInt8], run: SyncRun?, deliveries: [Delivery], corrections: [Correction]
    ) {
        self.punch = punch
        self.raw = raw
        self.run = run
        self.deliveries = deliveries
        self.corrections = corrections
    }
}
