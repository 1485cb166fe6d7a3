/// One attempt to fetch one window from one device.
public struct SyncRun: Sendable, Identifiable {
    public let id: Int64
    public let deviceID: Int64
    public let window: Window?
    public let startedAt: Instant
    /// Why it was started; nil for a word that this version does not know.
    public var cause: RunCause?
    /// Who started it; nil where a former version did.
    public var actor: Actor?
    /// Nil while it runs, or when it died.
    public var endedAt: Instant?
    public var ok: Bool?
    public var error: Phrase?
    public var fetched = 0
    public var new = 0
    public var duplicates = 0
    /// Records that are not punches, by the connector's word for why.
    public var skipped: [String: Int] = [:]
    /// Where it stands; nil before its first page.
    public var checkpoint: String?
    public var checkpointAt: Instant?
    public var settlesFirstSync = false
    public var readsLateRecords = false
    /// Why it left a span before its window out; nil where it did not.
    public var gap: RunPlan.Gap.Reason?
    /// A person named the window.
    public var isAsked = false

    public var startsBehindGap: Bool { gap != nil }

    public init(id: Int64, deviceID: Int64, window: Window?, startedAt: Instant) {
        self.id = id
        self.deviceID = deviceID
        self.window = window
        self.startedAt = startedAt
    }
}
