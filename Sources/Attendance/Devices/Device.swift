/// A terminal, camera place or vendor account that punches come from, without its secrets.
public struct Device: Sendable, Identifiable {
    public let id: Int64
    public let name: String
    public let kind: String
    public let sourceID: Int64
    /// The vendor's identity: Hanet place id, Nuveq API id …
    public let identity: String
    public let zone: Zone
    public let createdAt: Instant
    /// Grows with every edit.
    public var revision = 0
    public var isEnabled = true
    /// Left alone by the schedule; a person may still sync it.
    public var isPaused = false
    /// The fields that are not secrets.
    public var fields = FieldValues()
    public var syncFrom: LocalDate?
    public var progress = SyncProgress()
    /// History that no run has read: a person must ask for it. Nil when there is none.
    public var unread: Window?
    public var nextRunAt: Instant
    /// Runs that failed in a row.
    public var failures = 0
    /// Why a person must act; nil while the device is fine.
    public var attention: Phrase?
    public var punchCount = 0
    public var latestPunchAt: Instant?
    /// When the latest punch reached an HR client, and its employee code.
    public var latestDeliveryAt: Instant?
    public var latestDeliveryCode: String?
    public var lastRun: SyncRun?
    /// When a run last fetched its whole window; runs that failed since do not change it.
    public var lastSuccessAt: Instant?
    /// The vendor's clock less this machine's, as the last run met it; nil while they agree within
    /// `ClockSkew.tolerance`.
    public var clockSkew: Duration?
    /// What it has told of itself; nil where it never did.
    public var facts: DeviceFacts?
    /// Names of the HR clients that its punches go to.
    public var hrClients: [String] = []
    /// Words by which people group it.
    public var tags = DeviceTags.none

    public var completeFrom: Instant? { progress.completeFrom }
    public var completeUpTo: Instant? { progress.completeUpTo }

    public init(
        id: Int64, name: String, kind: String, sourceID: Int64, identity: String, zone: Zone, createdAt: Instant
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.sourceID = sourceID
        self.identity = identity
        self.zone = zone
        self.createdAt = createdAt
        nextRunAt = createdAt
    }
}
