import Attendance
import GRDB

/// A target that punches are delivered to, without its secrets.
public struct HRClient: Sendable, Identifiable {
    public let id: Int64
    public let name: String
    public let kind: String
    public let isEnabled: Bool
    public let fields: FieldValues
    /// Not before this instant is it tried by the schedule.
    public let nextAttemptAt: Instant
    /// Passes that failed in a row.
    public let failures: Int
    /// Why a person must act; nil while the client is fine.
    public let attention: Phrase?
    /// Since when no pass came to its end; nil while all is well.
    public let failingSince: Instant?
    /// What the system answered, or why it could not be asked, at the last pass; nil while all is well.
    public let failure: Phrase?

    init(_ row: Row) {
        id = row["id"]
        name = row["name"]
        kind = row["kind"]
        isEnabled = row["enabled"]
        fields = Column.fields(row["fields"])
        nextAttemptAt = row["next_attempt_at"]
        failures = row["failures"]
        attention = Column.phrase(row["attention"])
        failingSince = row["failing_since"]
        failure = Column.phrase(row["failure"])
    }
}

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
