/// The employee code under which one HR client knows a person whom the devices know by another.
public struct CodeMapping: Sendable {
    public let hrClient: String
    public let hrClientID: Int64
    /// The code at the devices.
    public let code: String
    public let hrCode: String
    /// Since when it goes under this HR code.
    public let at: Instant
    public let actor: Actor
    /// Other people whom the HR code stands for by now, by name: what a confirmation was given for, or who came later.
    public let alsoKnownAs: [String]

    public init(
        hrClient: String, hrClientID: Int64, code: String, hrCode: String, at: Instant, actor: Actor,
        alsoKnownAs: [String]
    ) {
        self.hrClient = hrClient
        self.hrClientID = hrClientID
        self.code = code
        self.hrCode = hrCode
        self.at = at
        self.actor = actor
        self.alsoKnownAs = alsoKnownAs
    }
}

/// A punch that an HR client received under a mapped code.
public struct MappedReceipt: Sendable {
    public let punch: StoredPunch
    /// The code it was received under.
    public let hrCode: String
    public let receivedAt: Instant

    public init(
        punch: StoredPunch, hrCode: String, receivedAt: Instant
    ) {
        self.punch = punch
        self.hrCode = hrCode
        self.receivedAt = receivedAt
    }
}

/// What an HR client received of one device code under mapped codes: to be corrected there, when the mapping was
/// wrong. Nothing of it is sent again.
public struct MappedReceipts: Sendable {
    /// By the time of the punch, oldest first; `total` may be more.
    public let items: [MappedReceipt]
    public let total: Int
    /// Where the list goes on; nil at its end.
    public let next: PunchCursor?

    /// Of `items`, where nothing else is asked for.
    public static let mostShown = 1000
    public static let none = MappedReceipts(items: [], total: 0, next: nil)

    public init(
        items: [MappedReceipt], total: Int, next: PunchCursor?
    ) {
        self.items = items
        self.total = total
        self.next = next
    }
}

/// What a wish for a mapping led to.
public enum MappingOutcome: Sendable {
    case mapped(MappingChange)
    /// Nothing was changed: a person has to confirm this.
    case unconfirmed(MappingWarning)
}

/// A mapping that was made.
public struct MappingChange: Sendable {
    /// Parked and rejected punches that are due now.
    public let released: Int
    /// The HR code that it replaced; nil where there was none, or the same.
    public let formerCode: String?
    /// What HR had received under the mapping that was replaced, since `since`.
    public let received: MappedReceipts
    /// When the device's code began to go under another.
    public let since: Instant

    public init(
        released: Int, formerCode: String?, received: MappedReceipts, since: Instant
    ) {
        self.released = released
        self.formerCode = formerCode
        self.received = received
        self.since = since
    }
}

/// A mapping that was taken back.
public struct MappingRemoval: Sendable {
    /// The HR code that it was mapped to.
    public let hrCode: String
    /// What HR had received under it, and under the codes that it was mapped to before, since `since`.
    public let received: MappedReceipts
    /// When the device's code began to go under another.
    public let since: Instant
    /// Other people whom the device's own code stands for at this client, by name, empty where it is missing: what
    /// waits goes there now.
    public let alsoKnownAs: [String]

    public init(
        hrCode: String, received: MappedReceipts, since: Instant, alsoKnownAs: [String]
    ) {
        self.hrCode = hrCode
        self.received = received
        self.since = since
        self.alsoKnownAs = alsoKnownAs
    }
}
