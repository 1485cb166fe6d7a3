/// What a terminal's serial number leads to, read once for many calls.
public struct PushAddress: Sendable {
    public let device: Device
    /// The device's fields, secrets included.
    public let fields: FieldValues
    /// Whether what is stored is due to HR at once.
    public let isDueAtOnce: Bool
    /// What the terminal said of itself.
    public let facts: TerminalFacts
    /// Of everything else that this was read from. When it has grown since, nothing of this counts any more.
    public let revision: Int64

    public init(device: Device, fields: FieldValues, isDueAtOnce: Bool, facts: TerminalFacts, revision: Int64) {
        self.device = device
        self.fields = fields
        self.isDueAtOnce = isDueAtOnce
        self.facts = facts
        self.revision = revision
    }
}

/// A terminal's call that was read, on its way into the store.
public struct TerminalArrival: Sendable {
    public enum Content: Sendable {
        /// It called, and brought nothing.
        case contact
        case facts(TerminalFacts, isWrongMode: Bool?)
        /// - `stamp`: the terminal's own cursor; nil where it sent none that can be one.
        /// - `otherOffset`: seconds from UTC that the records name, where that is not the device's zone.
        case punches(IngestPage, stamp: String?, otherOffset: Int?)
        case people([TerminalPerson], stamp: String?)
        case reports([TerminalReport], TerminalFacts)
        case refused(TerminalContact.Refusal.Reason)
    }

    public let address: PushAddress
    /// The IP address that called.
    public let peer: String
    public let content: Content

    public init(_ address: PushAddress, from peer: String, _ content: Content) {
        self.address = address
        self.peer = peer
        self.content = content
    }
}

/// What became of a terminal's call.
public enum TerminalReceipt: Sendable, Equatable {
    /// It is durable.
    case taken(new: Int)
    /// The device was changed while the call was read: to be looked up and read once more.
    case stale
}

/// A terminal's cursor of one table, as it is told when it registers.
public enum TerminalStamp: String, Sendable {
    case punches
    case people
}
