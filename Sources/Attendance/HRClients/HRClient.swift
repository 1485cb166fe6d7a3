/// A target that punches are delivered to, without its secrets.
public struct HRClient: Sendable, Identifiable {
    public let id: Int64
    public let name: String
    public let kind: String
    public var isEnabled = true
    /// The fields that are not secrets.
    public var fields = FieldValues()
    /// Not before this instant is it tried by the schedule.
    public var nextAttemptAt: Instant
    /// Passes that failed in a row.
    public var failures = 0
    /// Why a person must act; nil while the client is fine.
    public var attention: Phrase?
    /// Since when no pass came to its end; nil while all is well.
    public var failingSince: Instant?
    /// What the system answered, or why it could not be asked, at the last pass; nil while all is well.
    public var failure: Phrase?

    public init(id: Int64, name: String, kind: String, nextAttemptAt: Instant) {
        self.id = id
        self.name = name
        self.kind = kind
        self.nextAttemptAt = nextAttemptAt
    }
}
