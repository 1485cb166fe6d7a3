/// What `hr add` and `hr edit` store.
public struct HRClientDraft: Sendable {
    public var name: String
    public var kind: String
    /// What tells two targets of a kind apart; a target that is added again is known by it.
    public var identity: String
    public var fields: FieldValues
    public var secrets: FieldValues
    /// A folder in which the owner of the machine lets this client write, besides what it may already; nil for none.
    public var allowedFolder: String?

    public init(
        name: String, kind: String, identity: String, fields: FieldValues, secrets: FieldValues,
        allowedFolder: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.identity = identity
        self.fields = fields
        self.secrets = secrets
        self.allowedFolder = allowedFolder
    }
}
