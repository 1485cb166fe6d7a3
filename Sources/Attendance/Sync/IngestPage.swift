/// One page of a run, on its way into the store.
public struct IngestPage: Sendable {
    public var rows: Int
    public var punches: [Punch]
    public var skipped: [String: Int]
    /// Records that could not be decoded: reason and bytes.
    public var undecodable: [(reason: String, raw: ArraySlice<UInt8>)]
    public var checkpoint: String
    /// What the device told of itself beside it; nil where it did not.
    public var facts: DeviceFacts?

    public init(
        rows: Int, punches: [Punch], skipped: [String: Int] = [:],
        undecodable: [(reason: String, raw: ArraySlice<UInt8>)] = [], checkpoint: String, facts: DeviceFacts? = nil
    ) {
        self.rows = rows
        self.punches = punches
        self.skipped = skipped
        self.undecodable = undecodable
        self.checkpoint = checkpoint
        self.facts = facts
    }
}

/// When the deliveries of new punches may go.
public struct ReleaseRule: Sendable {
    /// Nil holds them for a timed or manual push.
    public let dueAt: Instant?
    /// A person named the span that is read.
    public let isAsked: Bool
    /// Unless somebody asked, punches before it are held until their dates are pushed: a wrong clock must not send so
    /// much of the past.
    public let oldest: Instant

    /// - Parameter now: the latest of the clocks that are at hand.
    public init(dueAt: Instant?, isAsked: Bool = false, now: Instant) {
        self.dueAt = dueAt
        self.isAsked = isAsked
        oldest = now - RunPlan.longestCatchUp
    }
}

/// What became of the records of pages.
public struct IngestCounts: Sendable {
    public var new = 0
    public var duplicates = 0
    /// Known records that came with a better employee code.
    public var corrected = 0

    public init() {}
}
