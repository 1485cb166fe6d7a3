import Attendance
import GRDB

extension ClockRepository {
    /// Instants that only a clock which was ahead can have written: each is further off than its kind ever lies, or was
    /// set at a time that has not come yet. What they hold back goes now. *Complete up to* is not among them: the next
    /// run corrects it by what it fetches.
    ///
    /// - Parameter usualPeriod: of devices that follow the setting.
    /// - Returns: how many were put right.
    @discardableResult
    public func putRight(usualPeriod: Duration, now: Instant) async throws(StoreError) -> Int {
        let late = now + ClockSkew.tolerance
        // Looking first: a quiet minute should not wait for the disk.
        let wrong = try await file.read { database in
            try FutureInstant.all(usualPeriod: usualPeriod).filter { try $0.isFound(in: database, now, late) }
        }
        let hasHeldFresh = try await file.read { try $0.hasHeldFresh(at: now) }
        guard !wrong.isEmpty || hasHeldFresh else { return 0 }
        return try await file.write { database in
            let held = hasHeldFresh ? try database.releaseHeldFresh(at: now) : 0
            return try wrong.reduce(held) { sum, instant in
                try database.execute(sql: instant.update, arguments: ["now": now, "late": late])
                return sum + database.changesCount
            }
        }
    }
}

/// One column that can hold an instant of the future, and how a wrong one is told and put right. `:now` is this moment,
/// `:late` a little after it.
private struct FutureInstant: Sendable {
    let table: String
    let condition: String
    let remedy: String

    var update: String { "UPDATE \(table) SET \(remedy) WHERE \(used(condition))" }

    func isFound(in database: Database, _ now: Instant, _ late: Instant) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE \(used(condition)))",
            arguments: ["now": now, "late": late]) ?? false
    }

    /// Both parameters must occur in each statement.
    private func used(_ condition: String) -> String { "(\(condition)) AND :now IS NOT NULL AND :late IS NOT NULL" }

    static func all(usualPeriod: Duration) -> [FutureInstant] {
        let probe = 3600
        return [
            // A run is due a period later, a probe of a failing device an hour at most.
            FutureInstant(
                table: "device",
                condition: """
                    next_run_at > :late + 1000 * max(ifnull(period_seconds, \(usualPeriod.components.seconds)),
                      CASE WHEN failures > 0 THEN \(probe) ELSE 0 END)
                    OR next_run_at > :now AND EXISTS
                      (SELECT 1 FROM sync_run WHERE sync_run.id = last_run_id AND ended_at > :late)
                    """, remedy: "next_run_at = :now"),
            // A target may ask for a day of peace.
            FutureInstant(
                table: "hr_client",
                condition: "next_attempt_at > :now AND (attempted_at > :late OR next_attempt_at > :late + 86400000)",
                remedy: "next_attempt_at = :now, attempted_at = :now"),
            FutureInstant(table: "hr_client", condition: "failing_since > :late", remedy: "failing_since = :now"),
            // What was never tried is due when it is stored.
            FutureInstant(
                table: "delivery INDEXED BY delivery_open",
                condition: """
                    hr_client_id IN (SELECT id FROM hr_client) AND state = 0 AND state <> 1 AND due_at > :late
                      AND (at IS NULL OR at > :late)
                    """, remedy: "due_at = :now"),
            FutureInstant(
                table: "notice_delivery",
                condition: "due_at > :late + 30000 * (1 << min(max(attempts - 1, 0), 9))",
                remedy: "due_at = :now"),
            FutureInstant(
                table: "announcement", condition: "state = 0 AND next_attempt_at > :late + 900000",
                remedy: "next_attempt_at = :now"),
            FutureInstant(
                table: "announcement", condition: "state = 0 AND received_at > :late", remedy: "received_at = :now"),
            FutureInstant(
                table: "session", condition: "seen_at > :late OR created_at > :late",
                remedy: "seen_at = min(seen_at, :now), created_at = min(created_at, :now)"),
            FutureInstant(
                table: "invitation",
                condition: "expires_at > :late + \(UserRepository.invitationLife.wholeMilliseconds)",
                remedy: "expires_at = :now + \(UserRepository.invitationLife.wholeMilliseconds)"),
        ]
    }
}
