import Attendance
import GRDB

/// One attempt to fetch one window from one device.
public struct SyncRun: Sendable, Identifiable {
    public let id: Int64
    public let deviceID: Int64
    public let window: Window?
    public let startedAt: Instant
    /// Nil while it runs, or when it died.
    public let endedAt: Instant?
    public let ok: Bool?
    public let error: Phrase?
    public let fetched: Int
    public let new: Int
    public let duplicates: Int
    public let skipped: [String: Int]
    /// Where it stands; nil before its first page.
    public let checkpoint: String?
    public let checkpointAt: Instant?
    public let settlesFirstSync: Bool
    public let readsLateRecords: Bool
    /// Why it left a span before its window out; nil where it did not.
    public let gap: RunPlan.Gap.Reason?
    /// A person named the window.
    public let isAsked: Bool

    public var startsBehindGap: Bool { gap != nil }

    init(_ row: Row) {
        id = row["id"]
        deviceID = row["device_id"]
        window = Window(from: row["window_from"], to: row["window_to"])
        startedAt = row["started_at"]
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
