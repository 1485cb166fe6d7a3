import Attendance

/// A connection type: what it asks for, when it is read, and how its connector is made.
public struct DeviceKind: Sendable {
    /// The stable word for it (`hanet`).
    public let id: String
    public let title: Phrase
    public let fields: FieldSet
    public let policy: SyncPolicy
    /// Parts of the kind that no public contract covers; nil when there are none.
    public let unverified: Phrase?
    /// The vendor sends instants alone, so that punches' wall clocks follow a corrected device zone.
    public let wallClockFollowsZone: Bool
    /// What the vendor calls the identity (`PlaceID`).
    public let identityLabel: String
    /// What rows are called that runs skip.
    public let skipWords: SkipWords
    /// Where to find the values, step by step.
    public let guide: [Phrase]
    /// How the vendor's webhook calls are read; nil where the vendor sends none.
    public let webhook: WebhookIntake?
    /// The vendor's own identity of the source, from checked fields: with it a punch is known for ever.
    public let identity: @Sendable (FieldValues) -> String
    /// The account whose credentials several devices share; nil where each has its own.
    public let account: VendorAccount?
    /// Brings pasted forms to the stored one, and checks what concerns several fields.
    public let normalize: @Sendable (FieldValues) throws(FieldFailure) -> FieldValues
    public let makeConnector: @Sendable (ConnectorContext) -> any Connector

    public init(
        id: String, title: Phrase, ownFields: [FieldSpecification], policy: SyncPolicy, unverified: Phrase? = nil,
        wallClockFollowsZone: Bool, identityLabel: String, skipWords: SkipWords = SkipWords(), guide: [Phrase] = [],
        webhook: WebhookIntake? = nil,
        account: VendorAccount? = nil,
        identity: @escaping @Sendable (FieldValues) -> String,
        normalize: @escaping @Sendable (FieldValues) throws(FieldFailure) -> FieldValues = { $0 },
        makeConnector: @escaping @Sendable (ConnectorContext) -> any Connector
    ) {
        self.id = id
        self.title = title
        self.fields = FieldSet(ownFields + PolicyFields.specifications(for: policy))
        self.policy = policy
        self.unverified = unverified
        self.wallClockFollowsZone = wallClockFollowsZone
        self.identityLabel = identityLabel
        self.skipWords = skipWords
        self.guide = guide
        self.webhook = webhook
        self.account = account
        self.identity = identity
        self.normalize = normalize
        self.makeConnector = makeConnector
    }

    /// What was entered, checked and in its stored form. Nothing is sent.
    public func checked(_ input: FieldValues) throws(FieldFailure) -> FieldValues {
        try fields.checked(normalize(fields.cleaned(input)))
    }
}

/// The kinds of this program, by their word.
public struct DeviceKinds: Sendable {
    public let all: [DeviceKind]

    public init(_ all: [DeviceKind]) {
        self.all = all
    }

    public subscript(id: String) -> DeviceKind? { all.first { $0.id == id } }
}
