/// What a webhook address leads to, read once for many calls.
public struct HookAddress: Sendable {
    /// The device whose address was called.
    public let hookDeviceID: Int64
    /// The device that the calls are for: the same, or another one of the vendor account.
    public let device: Device
    /// The device's fields, secrets included.
    public let fields: FieldValues
    /// Whether what is stored is due to HR at once.
    public let isDueAtOnce: Bool
    /// Of everything that this was read from. When it has grown since, nothing of this counts any more.
    public let revision: Int64

    public init(hookDeviceID: Int64, device: Device, fields: FieldValues, isDueAtOnce: Bool, revision: Int64) {
        self.hookDeviceID = hookDeviceID
        self.device = device
        self.fields = fields
        self.isDueAtOnce = isDueAtOnce
        self.revision = revision
    }
}

/// A call that was read, on its way into the store.
public struct HookArrival: Sendable {
    public enum Content: Sendable {
        /// Records that the vendor's own id identifies.
        case records(IngestPage)
        /// A record that a pull must confirm.
        case announced(Punch)
        /// Of no use here.
        case ignored
        case refused
    }

    public let address: HookAddress
    public let content: Content

    public init(_ address: HookAddress, _ content: Content) {
        self.address = address
        self.content = content
    }
}

/// What became of it. Whatever was stored or announced is durable.
public enum HookReceipt: Sendable, Equatable {
    case stored(new: Int)
    case announced
    case known
    /// Counted, nothing more.
    case counted
    /// The address or its device was changed while the call was read: to be looked up and read once more.
    case stale
}
