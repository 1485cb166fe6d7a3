/// What the program and people did.
public struct HistoryEntry: Sendable {
    public let at: Instant
    /// `command`, `schedule`, or a user's name.
    public let actor: Actor
    /// A stable word such as `device.added`.
    public let event: String
    /// The device, HR client or setting.
    public let subject: String
    public let detail: Phrase

    public init(
        at: Instant, actor: Actor, event: String, subject: String, detail: Phrase
    ) {
        self.at = at
        self.actor = actor
        self.event = event
        self.subject = subject
        self.detail = detail
    }
}
