import Attendance

/// How the webhook calls of a kind are read. Bodies come from strangers until they have proved otherwise.
public struct WebhookIntake: Sendable {
    /// Where the address is registered at the vendor.
    public let help: Phrase
    /// What the device lacks before calls can be checked; nil when nothing.
    public let lack: @Sendable (FieldValues) -> Phrase?
    public let read: @Sendable (WebhookCall) -> WebhookMessage

    public init(
        help: Phrase, lack: @escaping @Sendable (FieldValues) -> Phrase? = { _ in nil },
        read: @escaping @Sendable (WebhookCall) -> WebhookMessage
    ) {
        self.help = help
        self.lack = lack
        self.read = read
    }

    /// Bytes of the largest call that is read.
    public static let largestBody = 256 << 10
}

/// One call, with what the device is configured for.
public struct WebhookCall: Sendable {
    public let body: [UInt8]
    /// The device's fields, secrets included.
    public let fields: FieldValues
    /// The vendor identity of the device whose address was called.
    public let identity: String
    public let zone: Zone
    public let now: Instant

    public init(body: [UInt8], fields: FieldValues, identity: String, zone: Zone, now: Instant) {
        self.body = body
        self.fields = fields
        self.identity = identity
        self.zone = zone
        self.now = now
    }
}

public enum WebhookMessage: Sendable {
    /// Whole records that the vendor's own id identifies: stored as they are, a repetition changes nothing.
    case records(Page)
    /// A record that counts only when a pull of its moment has found it.
    case announced(Punch)
    /// Meant for another source of the same vendor account, which has a device of its own here.
    case forIdentity(String)
    /// Understood and of no use here, by reason.
    case ignored(String)
    /// Not from the vendor, or not readable.
    case refused(Phrase)
}
