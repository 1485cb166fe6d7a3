import Attendance
import GRDB

/// A terminal, camera place or vendor account that punches come from, without its secrets.
public struct Device: Sendable, Identifiable {
    public let id: Int64
    public let name: String
    public let kind: String
    public let sourceID: Int64
    /// The vendor's identity: Hanet place id, Nuveq API id …
    public let identity: String
    public let zone: Zone
    public let isEnabled: Bool
    /// Left alone by the schedule; a person may still sync it.
    public let isPaused: Bool
    public let createdAt: Instant
    /// The fields that are no secrets.
    public let fields: FieldValues
    public let syncFrom: LocalDate?
    public let progress: SyncProgress
    /// History that no run has read: a person must ask for it. Nil when there is none.
    public let unread: Window?
    public let nextRunAt: Instant
    /// Runs that failed in a row.
    public let failures: Int
    /// Why a person must act; nil while the device is fine.
    public let attention: Phrase?
    public let punchCount: Int
    public let latestPunchAt: Instant?
    /// When the latest punch reached an HR client, and its employee code.
    public let latestDeliveryAt: Instant?
    public let latestDeliveryCode: String?
    public let lastRun: SyncRun?
    /// When a run last fetched its whole window; runs that failed since do not change it.
    public let lastSuccessAt: Instant?
    /// The vendor's clock less this machine's, as the last run met it; nil while they agree within
    /// `ClockSkew.tolerance`.
    public let clockSkew: Duration?
    public let hrClients: [String]

    public var completeFrom: Instant? { progress.completeFrom }
    public var completeUpTo: Instant? { progress.completeUpTo }
}

/// What `device add` and `device edit` store.
public struct DeviceDraft: Sendable {
    public var name: String
    public var kind: String
    public var identity: String
    public var zone: Zone
    public var syncFrom: LocalDate?
    /// Checked fields that are no secrets.
    public var fields: FieldValues
    /// Checked secret fields; in an edit, those that change.
    public var secrets: FieldValues
    public var periodSeconds: Int?
    public var hrClients: [String]
    /// The account that its credentials belong to; nil where they are its own.
    public var account: AccountDraft?
    /// The vendor sends instants alone, so that punches' wall clocks follow a corrected zone.
    public var wallClockFollowsZone: Bool

    public init(
        name: String, kind: String, identity: String, zone: Zone, syncFrom: LocalDate? = nil, fields: FieldValues,
        secrets: FieldValues, periodSeconds: Int? = nil, hrClients: [String] = [], account: AccountDraft? = nil,
        wallClockFollowsZone: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.identity = identity
        self.zone = zone
        self.syncFrom = syncFrom
        self.fields = fields
        self.secrets = secrets
        self.periodSeconds = periodSeconds
        self.hrClients = hrClients
        self.account = account
        self.wallClockFollowsZone = wallClockFollowsZone
    }
}

extension Device {
    static let select = """
        SELECT device.*, source.identity, source.punch_count, source.latest_punch_at,
          source.latest_delivery_at, source.latest_delivery_code
        FROM device JOIN source ON source.id = device.source_id
        """

    init(_ row: Row, lastRun: SyncRun?, hrClients: [String]) {
        id = row["id"]
        name = row["name"]
        kind = row["kind"]
        sourceID = row["source_id"]
        identity = row["identity"]
        zone = Zone(identifier: row["time_zone"]) ?? .vietnam
        isEnabled = row["enabled"]
        isPaused = row["paused"]
        createdAt = row["created_at"]
        fields = Column.fields(row["fields"])
        let syncFromText: String? = row["sync_from"]
        syncFrom = syncFromText.flatMap { LocalDate($0) }
        progress = SyncProgress(row)
        unread = Window(unread: row)
        nextRunAt = row["next_run_at"]
        failures = row["failures"]
        attention = Column.phrase(row["attention"])
        punchCount = row["punch_count"]
        latestPunchAt = row["latest_punch_at"]
        latestDeliveryAt = row["latest_delivery_at"]
        latestDeliveryCode = row["latest_delivery_code"]
        self.lastRun = lastRun
        lastSuccessAt = row["last_success_at"]
        let skew: Int64? = row["clock_skew_ms"]
        clockSkew = skew.map { .milliseconds($0) }
        self.hrClients = hrClients
    }
}

extension SyncProgress {
    /// From a device's row.
    init(_ row: Row) {
        let isPending: Bool = row["sync_from_pending"]
        let syncFrom: String? = row["sync_from"]
        self.init(
            firstSyncDone: row["first_sync_done"],
            pendingSyncFrom: isPending ? syncFrom.flatMap { LocalDate($0) } : nil,
            completeFrom: row["complete_from"], completeUpTo: row["complete_up_to"],
            lateReadUpTo: row["late_read_up_to"])
    }
}

extension Window {
    /// The history that a device's row says is unread.
    init?(unread row: Row) {
        guard let from: Instant = row["unread_from"], let to: Instant = row["unread_to"] else { return nil }
        self.init(from: from, to: to)
    }
}
