/// A time at which this machine's clock was caught at a lie.
public struct ClockIncident: Sendable {
    public enum Source: String, Sendable {
        /// The clock jumped while the program ran.
        case step
        /// What is stored here is newer than the clock says.
        case database
        /// A vendor's clock says otherwise.
        case vendor
    }

    public let at: Instant
    public let source: Source
    /// By how much, ahead positive.
    public let offset: Duration
    public let text: Phrase

    public init(
        at: Instant, source: Source, offset: Duration, text: Phrase
    ) {
        self.at = at
        self.source = source
        self.offset = offset
        self.text = text
    }
}
