/// A device's address for its vendor's webhooks.
public struct Hook: Sendable {
    public let createdAt: Instant
    public let lastCallAt: Instant?
    /// Calls that were taken, and those that were refused.
    public let calls: Int
    public let refused: Int

    public init(
        createdAt: Instant, lastCallAt: Instant?, calls: Int, refused: Int
    ) {
        self.createdAt = createdAt
        self.lastCallAt = lastCallAt
        self.calls = calls
        self.refused = refused
    }
}
