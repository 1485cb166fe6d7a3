import Attendance
import Database

/// Sync runs: begun, moved forward page by page, ended. The caller holds the device's lock.
public struct RunRepository: Sendable {
    let file: StoreFile

    /// A checkpoint older than this is not trusted: the vendor's pages may have moved.
    static let checkpointLife = Duration.hours(24)

    /// The device's last run if it died or failed on its way and can be continued. One that was begun while the clock
    /// was ahead cannot.
    public func unfinished(of device: Device, now: Instant) async throws(StoreFailure) -> SyncRun? {
        let earliest = now - RunRepository.checkpointLife
        return try await file.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM sync_run WHERE device_id = ? ORDER BY id DESC LIMIT 1",
                arguments: [device.id])
            guard let run = row.map(SyncRun.init), run.ok != true, run.window != nil, run.checkpoint != nil,
                let at = run.checkpointAt, at > earliest, at <= now, let window = run.window, window.to <= now
            else { return nil }
            return run
        }
    }

    /// Runs that have begun and not ended, whichever process has them: those that moved within the last minute.
    public func underWay(now: Instant) async throws(StoreFailure) -> [SyncRun] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM sync_run \(database.dialect.indexed(by: "sync_run_open"))
                    WHERE ended_at IS NULL AND coalesce(checkpoint_at, started_at) BETWEEN ? AND ?
                    """, arguments: [now - .seconds(60), now + .seconds(60)]
            ).map(SyncRun.init)
        }
    }

    /// Of a device; what people are shown.
    public static let shownRuns = 20

    /// A device's last runs, newest first.
    public func recent(of device: Device, limit: Int) async throws(StoreFailure) -> [SyncRun] {
        try await file.read {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM sync_run WHERE device_id = ? ORDER BY id DESC LIMIT ?",
                arguments: [device.id, limit]
            ).map(SyncRun.init)
        }
    }

    /// Why the run of a device that is under way was started; nil where none is. One whose process died counts as well.
    public func openCause(of device: Device) async throws(StoreFailure) -> RunCause? {
        try await file.read {
            try String.fetchOne(
                $0, sql: "SELECT cause FROM sync_run WHERE device_id = ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1",
                arguments: [device.id])
        }.flatMap(RunCause.init)
    }

    public func begin(
        _ plan: RunPlan, device: Device, cause: RunCause, act: Act
    ) async throws(StoreFailure) -> SyncRun {
        try await file.write { database in
            let id = try database.insert(
                sql: """
                    INSERT INTO sync_run (device_id, cause, window_from, window_to, settles_first, covers_hourly,
                      behind_gap, asked, actor, started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                    """,
                arguments: [
                    device.id, cause.rawValue, plan.window.from, plan.window.to, plan.settlesFirstSync,
                    plan.readsLateRecords, plan.gap.map { $0.reason == .unasked ? 2 : 1 } ?? 0, plan.isAsked,
                    act.by.name, act.at,
                ])
            return try database.run(id)
        }
    }

    /// Ends a run that fetched its whole window, and moves the device's progress on.
    ///
    /// - Parameters:
    ///   - vendorTime: the vendor's clock, where it disagrees with ours.
    ///   - skew: by how much it does.
    ///   - reach: up to when the source has surely handed in everything, where that is before the window's end: the run
    ///     stands for no more.
    public func succeed(
        _ run: SyncRun, device: Device, nextRunAt: Instant, vendorTime: Instant? = nil, skew: Duration? = nil,
        reach: Instant? = nil, act: Act
    ) async throws(StoreFailure) -> SyncRun {
        try await file.write { database in
            try database.execute(
                sql: "UPDATE sync_run SET ok = 1, ended_at = ?, error = NULL, checkpoint = NULL WHERE id = ?",
                arguments: [act.at, run.id])
            guard let window = run.window else { return try database.run(run.id) }
            if let reach, reach < window.to {
                try database.execute(
                    sql: "UPDATE sync_run SET window_to = ? WHERE id = ?",
                    arguments: [max(reach, window.from), run.id])
            }
            // As it stands now: a person may have asked for another *sync from* meanwhile. A device that reads another
            // source by now has nothing of this run.
            let read = try database.cachedStatement(sql: "SELECT * FROM device WHERE id = ?")
            guard let row = try Row.fetchOne(read, arguments: [device.id]), row["source_id"] == device.sourceID else {
                return try database.run(run.id)
            }
            let stored = SyncProgress(row)
            let before =
                stored.isAhead(of: act.at)
                ? stored.believed(at: act.at, proven: try database.provenComplete(device, at: act.at)) : stored
            let finished = FinishedRun(
                window: window, settlesFirstSync: run.settlesFirstSync, readsLateRecords: run.readsLateRecords,
                startsBehindGap: run.startsBehindGap, vendorTime: vendorTime, reach: reach)
            let next = (vendorTime == nil ? before : stored).after(finished, now: act.at)
            // Left out is what lies between what was complete and this window, once the window counts.
            let gap = run.gap.flatMap { reason in
                before.completeUpTo.flatMap { Window(from: $0, to: window.from) }.flatMap {
                    next.completeFrom == window.from ? RunPlan.Gap(window: $0, reason: reason) : nil
                }
            }
            var unread = Window(unread: row)?.without(window)
            if let gap, gap.reason == .unasked { unread = unread?.spanning(gap.window) ?? gap.window }
            let isSameSyncFrom = stored.pendingSyncFrom == device.progress.pendingSyncFrom
            let isPending = (isSameSyncFrom ? next : stored).pendingSyncFrom != nil
            try database.execute(
                sql: """
                    UPDATE device SET complete_from = ?, complete_up_to = ?, late_read_up_to = ?, first_sync_done = ?,
                      sync_from_pending = ?, failures = 0, attention = NULL, last_run_id = ?, next_run_at = ?,
                      last_success_at = ?, clock_skew_ms = ?, unread_from = ?, unread_to = ? WHERE id = ?
                    """,
                arguments: [
                    next.completeFrom, next.completeUpTo, next.lateReadUpTo, next.firstSyncDone, isPending, run.id,
                    nextRunAt, act.at, skew?.wholeMilliseconds, unread?.from, unread?.to, device.id,
                ])
            if let gap { try database.tell(gap, device: device, now: act.at) }
            if device.failures > 0 {
                try database.recordHistory(.device(.recovered), of: device.name, act: act)
            }
            try database.foldRuns(before: run, device: device)
            return try database.run(run.id)
        }
    }

    /// Up to where windows of the device were surely fetched at `now`, from runs that are not of the future; nil where
    /// nothing tells.
    public func provenComplete(of device: Device, at now: Instant) async throws(StoreFailure) -> Instant? {
        try await file.read { try $0.provenComplete(device, at: now) }
    }

    /// Ends a run that could not go on. What it stored stays; its checkpoint lets the next one continue.
    public func fail(
        _ run: SyncRun, device: Device, error: Phrase, needsPerson: Bool, nextRunAt: Instant, skew: Duration? = nil,
        act: Act
    ) async throws(StoreFailure) -> SyncRun {
        try await file.write { database in
            try database.execute(
                sql: "UPDATE sync_run SET ok = 0, ended_at = ?, error = ? WHERE id = ?",
                arguments: [act.at, Column.text(error), run.id])
            try database.execute(
                sql: """
                    UPDATE device SET failures = failures + 1, last_run_id = ?, next_run_at = ?,
                      attention = CASE WHEN ? THEN ? ELSE NULL END, clock_skew_ms = coalesce(?, clock_skew_ms)
                    WHERE id = ?
                    """,
                arguments: [
                    run.id, nextRunAt, Outage.needsAttention(after: device.failures, needsPerson: needsPerson),
                    Column.text(error),
                    skew?.wholeMilliseconds, device.id,
                ])
            if Outage.isNews(after: device.failures, needsPerson: needsPerson, attention: device.attention) {
                try database.recordHistory(.device(.failing(error)), of: device.name, act: act)
            }
            try database.execute(
                sql: """
                    DELETE FROM sync_run WHERE device_id = ? AND ok = 0 AND new = 0 AND id < ?
                    AND id NOT IN (SELECT id FROM sync_run WHERE device_id = ? ORDER BY id DESC LIMIT ?)
                    """, arguments: [device.id, run.id, device.id, RunRepository.shownRuns])
            return try database.run(run.id)
        }
    }
}

extension Database {
    /// The end of the last undated run that succeeded: those leave no hole behind them, as a person's dates may. Else the
    /// start of what is complete.
    fileprivate func provenComplete(_ device: Device, at now: Instant) throws -> Instant? {
        let run = try Instant.fetchOne(
            self,
            sql: """
                SELECT max(window_to) FROM sync_run
                WHERE device_id = ? AND ok = 1 AND (asked = 0 OR settles_first = 1) AND window_to <= ?
                """, arguments: [device.id, now])
        return run ?? device.completeFrom.flatMap { $0 <= now ? $0 : nil }
    }

    /// Behind the last ones, which people look at, runs that brought nothing fold into the newest of their hour, and a
    /// day of those is kept: enough to tell up to when windows were surely fetched should the clock have run ahead. No
    /// more are looked at: those before them were when they were last.
    fileprivate func foldRuns(before run: SyncRun, device: Device) throws {
        try cachedStatement(
            sql: """
                WITH last AS (SELECT id, window_to, new, ok, row_number() OVER (ORDER BY id DESC) AS place FROM
                    (SELECT id, window_to, new, ok FROM sync_run WHERE device_id = ?1 AND id < ?2
                      ORDER BY id DESC LIMIT 80)),
                  quiet AS (SELECT id, place, row_number() OVER (PARTITION BY window_to / 3600000 ORDER BY id DESC) AS nth
                    FROM last WHERE place >= ?3 AND new = 0 AND ok = 1)
                DELETE FROM sync_run WHERE id IN (SELECT id FROM quiet WHERE nth > 1 OR place >= ?3 + 24)
                """
        ).execute(arguments: [device.id, run.id, RunRepository.shownRuns])
    }

    /// Says what a run left out.
    fileprivate func tell(_ gap: RunPlan.Gap, device: Device, now: Instant) throws {
        let from = device.zone.rfc3339(gap.window.from)
        let to = device.zone.rfc3339(gap.window.to)
        let event: HistoryEvent.Device =
            switch gap.reason {
            case .vendorLimit: .gap(from: from, to: to)
            case .unasked: .unread(from: from, to: to, since: device.zone.date(at: gap.window.from).description)
            }
        try recordHistory(.device(event), of: device.name, act: Act(by: .schedule, at: now))
    }

    func run(_ id: Int64) throws -> SyncRun {
        guard let row = try Row.fetchOne(self, sql: "SELECT * FROM sync_run WHERE id = ?", arguments: [id]) else {
            throw DataFailure.io(detail: "sync run \(id) has gone")
        }
        return SyncRun(row)
    }
}
