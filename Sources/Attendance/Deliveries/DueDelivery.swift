/// A punch that an HR client is to get now.
public struct DueDelivery: Sendable {
    public let punch: StoredPunch
    /// Attempts made so far.
    public let attempts: Int

    public init(punch: StoredPunch, attempts: Int) {
        self.punch = punch
        self.attempts = attempts
    }
}

/// What a pass decided about one punch.
public enum Settlement: Sendable {
    case delivered(receipt: String?)
    case parked(code: String, Phrase)
    case rejected(Phrase)
    /// Another attempt at `dueAt`.
    case again(at: Instant, Phrase)
}

/// Which deliveries of a client are meant.
public struct DeliveryScope: Sendable {
    public var sourceID: Int64?
    public var from: Instant?
    public var to: Instant?

    public init(sourceID: Int64? = nil, from: Instant? = nil, to: Instant? = nil) {
        self.sourceID = sourceID
        self.from = from
        self.to = to
    }

    public var hasDates: Bool { from != nil || to != nil }
}

/// An employee code that an HR client does not know.
public struct UnknownCode: Sendable {
    public let client: HRClient
    public let code: String
    public let name: String
    public let count: Int

    public init(client: HRClient, code: String, name: String, count: Int) {
        self.client = client
        self.code = code
        self.name = name
        self.count = count
    }
}
