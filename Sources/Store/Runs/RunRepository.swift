import Attendance
import GRDB

/// Sync runs: begun, moved forward page by page, ended. The caller holds the device's lock.
public struct RunRepository: Sendable {
    let file: StoreFile

    /// A checkpoint older than this is not trusted: the vendor's pages may have moved.
    static let checkpointLife = Duration.hours(24)

    /// The device's last run if it died or failed on its way and can be continued.
    public func unfinished(of device: Device, now: Instant) async throws(StoreError) -> SyncRun? {
        let earliest = now - RunRepository.checkpointLife
        return try await file.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM sync_run WHERE device_id = ? ORDER BY id DESC LIMIT 1",
                arguments: [device.id])
            guard let run = row.map(SyncRun.init), run.ok != true, run.window != nil, run.checkpoint != nil,
                let at = run.checkpointAt, at > earliest
            else { return nil }
            return run
        }
    }

    /// Runs that have begun and not ended, whichever process has them: those that moved within the last minute.
    public func underWay(now: Instant) async throws(StoreError) -> [SyncRun] {
        try await file.read {
            try Row.fetchAll(
                $0,
                sql: """
                    SELECT * FROM sync_run INDEXED BY sync_run_open
                    WHERE ended_at IS NULL AND ifnull(checkpoint_at, started_at) > ?
                    """, arguments: [now - .seconds(60)]
            ).map(SyncRun.init)
        }
    }

    /// A device's last runs, newest first.
    public func recent(of device: Device, limit: Int) async throws(StoreError) -> [SyncRun] {
        try await file.read {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM sync_run WHERE device_id = ? ORDER BY id DESC LIMIT ?",
                arguments: [device.id, limit]
            ).map(SyncRun.init)
        }
    }

    public func begin(
        _ plan: RunPlan, device: Device, cause: RunCause, now: Instant
    ) async throws(StoreError) -> SyncRun {
        try await file.write { database in
            try database.execute(
                sql: """
                    INSERT INTO sync_run (device_id, cause, window_from, window_to, settles_first, covers_hourly,
                      behind_gap, started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    device.id, cause.rawValue, plan.window.from, plan.window.to, plan.settlesFirstSync,
                    plan.coversHourly, plan.lostSpan != nil, now,
                ])
            let id = database.lastInsertedRowID
            if let lost = plan.lostSpan {
                try database.recordHistory(
                    "device.gap", device.name,
                    Phrase(
                        en:
                            "records from \(device.zone.rfc3339(lost.from)) to \(device.zone.rfc3339(lost.to)) can no longer be asked for: the outage outlasted the vendor's limit",
                        vi:
                            "không thể lấy bản ghi từ \(device.zone.rfc3339(lost.from)) đến \(device.zone.rfc3339(lost.to)): thời gian gián đoạn vượt giới hạn của nhà cung cấp"
                    ),
                    actor: "schedule", now: now)
            }
            return try database.run(id)
        }
    }

    /// Ends a run that fetched its whole window, and moves *complete up to* when the window joins what was
    /// complete before. A first sync, and a run behind a gap that nobody can fill, begin a new complete span.
    public func succeed(
        _ run: SyncRun, device: Device, nextRunAt: Instant, actor: String, now: Instant
    ) async throws(StoreError) -> SyncRun {
        try await file.write { database in
            try database.execute(
                sql: "UPDATE sync_run SET ok = 1, ended_at = ?, error = NULL, checkpoint = NULL WHERE id = ?",
                arguments: [now, run.id])
            guard let window = run.window else { return try database.run(run.id) }
            let to = min(window.to, now)
            try database.execute(
                sql: """
                    UPDATE device SET
                      complete_from = CASE
                        WHEN complete_up_to IS NULL OR (?3 AND ?1 > complete_up_to) THEN ?1
                        WHEN ?1 <= complete_from AND ?2 >= complete_from THEN ?1
                        ELSE complete_from END,
                      complete_up_to = CASE
                        WHEN complete_up_to IS NULL OR ?3 THEN max(ifnull(complete_up_to, ?2), ?2)
                        WHEN ?1 <= complete_up_to THEN max(complete_up_to, ?2)
                        ELSE complete_up_to END,
                      first_sync_done = first_sync_done OR ?4,
                      sync_from_pending = CASE WHEN ?4 THEN 0 ELSE sync_from_pending END,
                      last_hourly_at = CASE WHEN ?5 THEN ?6 ELSE last_hourly_at END,
                      failures = 0, attention = NULL, last_run_id = ?7, next_run_at = ?8
                    WHERE id = ?9
                    """,
                arguments: [
                    window.from, to, run.startsBehindGap || run.settlesFirstSync, run.settlesFirstSync,
                    run.coversHourly, now, run.id,
                    nextRunAt, device.id,
                ])
            if device.failures > 0 {
                try database.recordHistory(
                    "device.recovered", device.name, Phrase(en: "syncs again", vi: "đã đồng bộ lại được"),
                    actor: actor, now: now)
            }
            // Runs that brought nothing fold into the newest, so that a minute's schedule leaves no heap of rows.
            try database.execute(
                sql: "DELETE FROM sync_run WHERE device_id = ? AND id < ? AND new = 0 AND ok = 1",
                arguments: [device.id, run.id])
            return try database.run(run.id)
        }
    }

    /// Ends a run that could not go on. What it stored stays; its checkpoint lets the next one continue.
    public func fail(
        _ run: SyncRun, device: Device, error: Phrase, needsPerson: Bool, nextRunAt: Instant, actor: String,
        now: Instant
    ) async throws(StoreError) -> SyncRun {
        try await file.write { database in
            try database.execute(
                sql: "UPDATE sync_run SET ok = 0, ended_at = ?, error = ? WHERE id = ?",
                arguments: [now, Column.text(error), run.id])
            try database.execute(
                sql: """
                    UPDATE device SET failures = failures + 1, last_run_id = ?, next_run_at = ?,
                      attention = CASE WHEN ? THEN ? ELSE NULL END WHERE id = ?
                    """,
                arguments: [run.id, nextRunAt, needsPerson || device.failures >= 4, Column.text(error), device.id])
            if device.failures == 0 || (needsPerson && device.attention == nil) {
                try database.recordHistory("device.failing", device.name, error, actor: actor, now: now)
            }
            try database.execute(
                sql: """
                    DELETE FROM sync_run WHERE device_id = ? AND ok = 0 AND new = 0 AND id < ?
                    AND id NOT IN (SELECT id FROM sync_run WHERE device_id = ? ORDER BY id DESC LIMIT 20)
                    """, arguments: [device.id, run.id, device.id])
            return try database.run(run.id)
        }
    }
}

extension Database {
    func run(_ id: Int64) throws -> SyncRun {
        guard let row = try Row.fetchOne(self, sql: "SELECT * FROM sync_run WHERE id = ?", arguments: [id]) else {
            throw StoreError.io(detail: "sync run \(id) has gone")
        }
        return SyncRun(row)
    }
}
