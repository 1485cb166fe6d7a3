import Access
import Attendance
import Database

extension ClockRepository {
    /// Instants that only a clock which was ahead can have written: each is further off than its kind ever lies, or was
    /// set at a time that has not come yet. What they hold back goes now. *Complete up to* is not among them: the next
    /// run corrects it by what it fetches.
    ///
    /// - Parameter usualPeriod: of devices that follow the setting.
    /// - Returns: how many were put right.
    @discardableResult
    public func putRight(usualPeriod: Duration, now: Instant) async throws(StoreFailure) -> Int {
        let late = now + ClockSkew.tolerance
        // Looking first: a quiet minute should not wait for the disk.
        let wrong = try await file.read { database in
            try FutureInstant.all(usualPeriod: usualPeriod, database.dialect).filter {
                try $0.isFound(in: database, now, late)
            }
        }
        let hasHeldFresh = try await file.read { try $0.hasHeldFresh(at: now) }
        guard !wrong.isEmpty || hasHeldFresh else { return 0 }
        return try await file.write { database in
            let held = hasHeldFresh ? try database.releaseHeldFresh(at: now) : 0
            return try wrong.reduce(held) { sum, instant in
                try sum + database.execute(sql: instant.update, arguments: [now, late])
            }
        }
    }
}

/// One column that can hold an instant of the future, and how a wrong one is told and put right. `?1` is this moment,
/// `?2` a little after it.
private struct FutureInstant: Sendable {
    let table: String
    let condition: String
    let remedy: String

    var update: String { "UPDATE \(table) SET \(remedy) WHERE \(used(condition))" }

    func isFound(in database: Database, _ now: Instant, _ late: Instant) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE \(used(condition)))",
            arguments: [now, late]) ?? false
    }

    /// Both parameters must occur in each statement.
    private func used(_ condition: String) -> String { "(\(condition)) AND ?1 IS NOT NULL AND ?2 IS NOT NULL" }

    static func all(usualPeriod: Duration, _ dialect: Dialect) -> [FutureInstant] {
        let probe = "CASE WHEN failures > 0 THEN \(Backoff.probe.components.seconds) ELSE 0 END"
        let period = "coalesce(period_seconds, \(usualPeriod.components.seconds))"
        return [
            // A run is due a period later, a probe of a failing device an hour at most.
            FutureInstant(
                table: "device",
                condition: """
                    next_run_at > ?2 + 1000 * \(dialect.greatest(period, probe))
                    OR next_run_at > ?1 AND EXISTS
                      (SELECT 1 FROM sync_run WHERE sync_run.id = last_run_id AND ended_at > ?2)
                    """, remedy: "next_run_at = ?1"),
            // A target may ask for a day of peace.
            FutureInstant(
                table: "hr_client",
                condition: "next_attempt_at > ?1 AND (attempted_at > ?2 OR next_attempt_at > ?2 + 86400000)",
                remedy: "next_attempt_at = ?1, attempted_at = ?1"),
            FutureInstant(table: "hr_client", condition: "failing_since > ?2", remedy: "failing_since = ?1"),
            // What was never tried is due when it is stored.
            FutureInstant(
                table: "delivery \(dialect.indexed(by: "delivery_open"))",
                condition: """
                    hr_client_id IN (SELECT id FROM hr_client) AND state = 0 AND state <> 1 AND due_at > ?2
                      AND (at IS NULL OR at > ?2)
                    """, remedy: "due_at = ?1"),
            FutureInstant(
                table: "notice_delivery",
                condition: "due_at > ?2 + \(Backoff.notices.longest(afterFailures: "attempts"))",
                remedy: "due_at = ?1"),
            FutureInstant(
                table: "announcement",
                condition:
                    "state = 0 AND next_attempt_at > ?2 + \(Backoff.announcements.longest.wholeMilliseconds)",
                remedy: "next_attempt_at = ?1"),
            FutureInstant(
                table: "announcement", condition: "state = 0 AND received_at > ?2", remedy: "received_at = ?1"),
            FutureInstant(
                table: "session", condition: "seen_at > ?2 OR created_at > ?2",
                remedy:
                    "seen_at = \(dialect.least("seen_at", "?1")), created_at = \(dialect.least("created_at", "?1"))"),
            FutureInstant(
                table: "invitation",
                condition: "expires_at > ?2 + \(SessionLife.invitation.wholeMilliseconds)",
                remedy: "expires_at = ?1 + \(SessionLife.invitation.wholeMilliseconds)"),
        ]
    }
}

extension Backoff {
    /// The longest wait after a number of failures, in milliseconds, as an expression.
    ///
    /// - Parameter failures: a column.
    fileprivate func longest(afterFailures failures: String) -> String {
        let cases = waits.enumerated().map { place, wait in
            "WHEN \(failures) <= \(place + 1) THEN \((wait * spread.upperBound).wholeMilliseconds)"
        }
        return "CASE \(cases.joined(separator: " ")) ELSE \(longest.wholeMilliseconds) END"
    }
}
