/// What the program and people did.
public struct HistoryEntry: Sendable {
    public let at: Instant
    /// `command`, `schedule`, or a user's name.
    public let actor: Actor
    /// A stable word such as `device.added`.
    public let event: String
    /// The device, HR client or setting.
    public let subject: String
    /// What happened; nil where another version wrote the entry in a way that this one does not know.
    public let what: HistoryEvent?
    /// The sentence as former versions kept it; empty in what this one wrote.
    public let kept: Phrase
    /// The import of devices that it is a part of, by its id; nil where it is none.
    public let importID: Int64?

    public init(
        at: Instant, actor: Actor, event: String, subject: String, what: HistoryEvent?,
        kept: Phrase = Phrase(verbatim: ""), importID: Int64? = nil
    ) {
        self.at = at
        self.actor = actor
        self.event = event
        self.subject = subject
        self.what = what
        self.kept = kept
        self.importID = importID
    }
}
