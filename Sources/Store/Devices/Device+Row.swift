import Attendance
import Database

extension Device {
    static let select = """
        SELECT device.*, source.identity, source.punch_count, source.latest_punch_at,
          source.latest_delivery_at, source.latest_delivery_code, device_facts.facts
        FROM device JOIN source ON source.id = device.source_id
          LEFT JOIN device_facts ON device_facts.device_id = device.id
        """

    init(_ row: Row, in zone: Zone, lastRun: SyncRun?, hrClients: [String]) {
        self.init(
            id: row["id"], name: row["name"], kind: row["kind"], sourceID: row["source_id"], identity: row["identity"],
            zone: zone, createdAt: row["created_at"])
        revision = row["revision"]
        isEnabled = row["enabled"]
        isPaused = row["paused"]
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
        let factsText: String? = row["facts"]
        facts = factsText.map(Column.facts)
        self.hrClients = hrClients
        tags = Column.tags(row["tags"])
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
