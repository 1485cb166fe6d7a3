import Attendance
import Database

extension SyncRun {
    init(_ row: Row) {
        self.init(
            id: row["id"], deviceID: row["device_id"], window: Window(from: row["window_from"], to: row["window_to"]),
            startedAt: row["started_at"])
        let causeWord: String = row["cause"]
        cause = RunCause(rawValue: causeWord)
        let actorName: String? = row["actor"]
        actor = actorName.map(Actor.init(stored:))
        endedAt = row["ended_at"]
        ok = row["ok"]
        error = Column.phrase(row["error"])
        fetched = row["fetched"]
        new = row["new"]
        duplicates = row["duplicates"]
        skipped = Column.counts(row["skipped"])
        checkpoint = row["checkpoint"]
        checkpointAt = row["checkpoint_at"]
        settlesFirstSync = row["settles_first"]
        readsLateRecords = row["covers_hourly"]
        let gapNumber: Int = row["behind_gap"]
        gap = gapNumber == 0 ? nil : gapNumber == 2 ? .unasked : .vendorLimit
        isAsked = row["asked"]
    }
}
