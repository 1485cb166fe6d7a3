/// What is known of a terminal that pushes by itself, by its own calls.
public struct TerminalContact: Hashable, Sendable {
    public let deviceID: Int64
    /// When it last called; nil before it ever did.
    public var lastAt: Instant?
    /// The IP address that it last called from.
    public var address: String
    /// Another address that called with its serial number shortly before or after, and when that was last so.
    public var otherAddress: String?
    public var otherAddressAt: Instant?
    /// A call in its name that was refused, and why.
    public var refusal: Refusal?
    public var facts: TerminalFacts
    /// It speaks access control, which has no attendance records; nil while it does not.
    public var wrongModeAt: Instant?
    /// Seconds from UTC that its records name, where that is not the device's zone.
    public var otherOffset: Int?
    /// Since when its records are refused that it tries to hand in; nil while they are taken.
    public var failingSince: Instant?
    /// Lines that it handed in: all, and those that could not be decoded.
    public var lines = 0
    public var undecodable = 0

    /// Why a call in a terminal's name was refused, and where it came from.
    public struct Refusal: Hashable, Sendable {
        public enum Reason: String, Hashable, Sendable {
            /// The device takes calls of another address alone.
            case address
            /// The secret part of the path is missing or wrong.
            case secret
            /// The body is larger than is taken.
            case tooLarge
        }

        public let reason: Reason
        public let address: String
        public let at: Instant

        public init(_ reason: Reason, from address: String, at instant: Instant) {
            self.reason = reason
            self.address = address
            at = instant
        }
    }

    public init(deviceID: Int64, lastAt: Instant? = nil, address: String = "", facts: TerminalFacts = TerminalFacts()) {
        self.deviceID = deviceID
        self.lastAt = lastAt
        self.address = address
        self.facts = facts
    }

    /// How long something is told that was seen once: two addresses, a refused call.
    public static let remembered = Duration.hours(24)
    /// Two addresses within this time are two terminals, or one that somebody speaks for.
    public static let twoAddressesWithin = Duration.minutes(10)
}

/// A terminal that called and that no device is configured for. Nothing of it is stored but this.
public struct StrangeTerminal: Hashable, Sendable {
    /// The kind of device that it would be.
    public let kind: String
    /// As it says it; the terminal's label has it too.
    public let serial: String
    public let firstAt: Instant
    public let lastAt: Instant
    /// The IP address that it last called from.
    public let address: String
    public let calls: Int
    public let facts: TerminalFacts

    public init(
        kind: String, serial: String, firstAt: Instant, lastAt: Instant, address: String, calls: Int,
        facts: TerminalFacts
    ) {
        self.kind = kind
        self.serial = serial
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.address = address
        self.calls = calls
        self.facts = facts
    }

    /// Of them that are kept; the ones that have not called for the longest time go first.
    public static let most = 1000
}
