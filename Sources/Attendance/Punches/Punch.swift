/// One recorded clock-in/out event of one person on one device, as a connector decodes it.
public struct Punch: Sendable {
    /// What the source itself would repeat for this record: the vendor's record id, or the fields that make it
    /// unique. With the source's identity it is the punch's identity for ever.
    public var sourceKey: String
    /// Cleaned employee code; empty where the vendor knows none.
    public var code: String
    public var personName: String
    public var at: Instant
    /// The device's own wall clock.
    public var local: LocalTime
    /// Seconds from UTC that tie `local` to `at`.
    public var offset: Int
    public var direction: Direction
    /// The camera, controller or door within the device; empty when it is the device itself.
    public var sourceDevice: String
    /// The vendor's record as it came, byte for byte.
    public var raw: ArraySlice<UInt8>

    public init(
        sourceKey: String, code: String, personName: String, at: Instant, local: LocalTime, offset: Int,
        direction: Direction = .unknown, sourceDevice: String = "", raw: ArraySlice<UInt8>
    ) {
        self.sourceKey = sourceKey
        self.code = code
        self.personName = personName
        self.at = at
        self.local = local
        self.offset = offset
        self.direction = direction
        self.sourceDevice = sourceDevice
        self.raw = raw
    }
}

public enum Direction: String, Hashable, Sendable {
    case unknown = ""
    case entry = "in"
    case exit = "out"
}

/// The times that a record can carry. A clock reset to 2000 or set far ahead is a fault of the device: such a
/// record is kept raw for a person to see, and never delivered as if it were true.
public enum PlausibleTime {
    /// 2010-01-01T00:00:00Z: older than any cloud connected here.
    public static let earliest = Instant(seconds: 1_262_304_000)
    /// How far a device clock may run ahead.
    public static let tolerance = Duration.hours(24)

    public static func accepts(_ instant: Instant, now: Instant) -> Bool {
        instant >= earliest && instant <= now + tolerance
    }
}
