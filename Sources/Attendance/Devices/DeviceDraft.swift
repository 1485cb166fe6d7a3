/// What `device add` and `device edit` store.
public struct DeviceDraft: Sendable {
    public var name: String
    public var kind: String
    public var identity: String
    public var zone: Zone
    public var syncFrom: LocalDate?
    /// Checked fields that are not secrets.
    public var fields: FieldValues
    /// Checked secret fields; in an edit, those that change.
    public var secrets: FieldValues
    public var periodSeconds: Int?
    public var hrClients: [String]
    public var tags: DeviceTags
    /// The account that its credentials belong to; nil where they are its own.
    public var account: AccountDraft?
    /// What its records say of time, of which the rest follows a corrected zone.
    public var recordedTime: RecordedTime
    /// Kinds whose punches of the same terminal become the device's own.
    public var sisters: [SisterKind]

    public init(
        name: String, kind: String, identity: String, zone: Zone, syncFrom: LocalDate? = nil, fields: FieldValues,
        secrets: FieldValues, periodSeconds: Int? = nil, hrClients: [String] = [], tags: DeviceTags = .none,
        account: AccountDraft? = nil, recordedTime: RecordedTime = .both, sisters: [SisterKind] = []
    ) {
        self.name = name
        self.kind = kind
        self.identity = identity
        self.zone = zone
        self.syncFrom = syncFrom
        self.fields = fields
        self.secrets = secrets
        self.periodSeconds = periodSeconds
        self.hrClients = hrClients
        self.tags = tags
        self.account = account
        self.recordedTime = recordedTime
        self.sisters = sisters
    }
}

/// The account that a device's credentials belong to, as its kind tells it.
public struct AccountDraft: Hashable, Sendable {
    /// What tells accounts of the kind apart.
    public let identity: String
    /// The secret fields that belong to it.
    public let fields: [String]

    public init(identity: String, fields: [String]) {
        self.identity = identity
        self.fields = fields
    }
}
