import Attendance
import Database

/// Deliveries that are held because their punch is too old to go unasked. Too old for whom: a clock that is ahead holds
/// what is fresh, and that must be undone.
extension Database {
    private static let mark = "held-before"

    /// Remembers before which instant deliveries were held.
    func noteHeld(before limit: Instant) throws {
        let latest = dialect.greatest("CAST(meta.value AS BIGINT)", "CAST(excluded.value AS BIGINT)")
        try execute(
            sql: """
                INSERT INTO meta (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = CAST(\(latest) AS TEXT)
                """, arguments: [Database.mark, String(limit.milliseconds)])
    }

    /// Whether something was held that is not old by the clock of now, nor by that of a vendor.
    func hasHeldFresh(at now: Instant) throws -> Bool {
        let limit = try Instant.fetchOne(
            self, sql: "SELECT CAST(value AS BIGINT) FROM meta WHERE name = ?", arguments: [Database.mark])
        guard let limit, limit > now - RunPlan.longestCatchUp else { return false }
        let isDoubted = try Bool.fetchOne(
            self, sql: "SELECT EXISTS (SELECT 1 FROM device WHERE clock_skew_ms > 86400000)")
        return isDoubted != true
    }

    /// Lets it go.
    ///
    /// - Returns: how many.
    func releaseHeldFresh(at now: Instant) throws -> Int {
        let limit = now - RunPlan.longestCatchUp
        let count = try execute(
            sql: """
                UPDATE \(outbox) SET due_at = ?, reason_code = NULL
                WHERE hr_client_id IN (SELECT id FROM hr_client) AND state = 0 AND state <> 1 AND reason_code = ?
                AND punch_id IN (SELECT id FROM punch WHERE id = delivery.punch_id AND at >= ?)
                """, arguments: [now, DeliveryReason.tooOld, limit])
        try execute(
            sql: "UPDATE meta SET value = ? WHERE name = ?", arguments: [String(limit.milliseconds), Database.mark])
        return count
    }
}
