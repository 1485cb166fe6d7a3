import Attendance

/// A connection type: what it asks for, when it is read, and how its connector is made.
public struct DeviceKind: SystemKind {
    public let kind: Kind
    public let policy: SyncPolicy
    /// What its records say of time, of which the rest follows a corrected zone of the device.
    public let recordedTime: RecordedTime
    /// What the vendor calls the identity (`PlaceID`): with it a punch is known for ever.
    public let identityLabel: String
    /// The field in which the identity stands once the device has told it at its first answer; nil where a person enters
    /// the identity.
    public let toldIdentity: String?
    /// Whether the identity is the serial number that stands on the device: then devices of two such kinds can be one.
    public var isKnownBySerial: Bool { toldIdentity != nil || push != nil }
    /// How punches of its devices are heard of while they happen; nil where they cannot.
    public let listener: DeviceListener?
    /// How devices of the kind are found on this machine's networks; nil where they cannot be.
    public let finder: DeviceFinder?
    /// How its devices' records that come late are met, for people; nil says it by the policy's windows.
    public let lateRecords: Phrase?
    /// What rows are called that runs skip.
    public let skipWords: SkipWords
    /// How the vendor's webhook calls are read; nil where the vendor sends none.
    public let webhook: WebhookIntake?
    /// How the calls of its terminals are understood; nil where they call nobody.
    public let push: (any PushIntake)?
    /// The account whose credentials several devices share; nil where each has its own.
    public let account: VendorAccount?
    /// Other kinds that read the same devices.
    public let sisters: [SisterKind]
    public let makeConnector: @Sendable (ConnectorContext) -> any Connector

    public init(
        id: String, title: Phrase, ownFields: [FieldSpecification], policy: SyncPolicy, unverified: Phrase? = nil,
        recordedTime: RecordedTime, identityLabel: String, lateRecords: Phrase? = nil,
        skipWords: SkipWords = SkipWords(), guide: [Phrase] = [],
        toldIdentity: String? = nil, listener: DeviceListener? = nil, finder: DeviceFinder? = nil,
        webhook: WebhookIntake? = nil, push: (any PushIntake)? = nil,
        account: VendorAccount? = nil, sisters: [SisterKind] = [],
        identity: @escaping @Sendable (FieldValues) -> String,
        normalize: @escaping @Sendable (FieldValues) throws(FieldFailure) -> FieldValues = { $0 },
        makeConnector: @escaping @Sendable (ConnectorContext) -> any Connector
    ) {
        kind = Kind(
            id: id, title: title, fields: ownFields + PolicyFields.specifications(for: policy), guide: guide,
            unverified: unverified, identity: identity, normalize: normalize)
        self.policy = policy
        self.recordedTime = recordedTime
        self.identityLabel = identityLabel
        self.lateRecords = lateRecords
        self.toldIdentity = toldIdentity
        self.listener = listener
        self.finder = finder
        self.skipWords = skipWords
        self.webhook = webhook
        self.push = push
        self.account = account
        self.sisters = sisters
        self.makeConnector = makeConnector
    }
}

public typealias DeviceKinds = KindRegistry<DeviceKind>
