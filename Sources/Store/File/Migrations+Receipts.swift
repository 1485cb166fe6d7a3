import Attendance
import Database

extension Migrations {
    /// What HR clients took last: an index of all deliveries by time would cost each of them.
    static let latestReceipts = """
        -- The ids of the punches that the client took last, the last first, with blanks between.
        ALTER TABLE hr_client ADD COLUMN latest_receipts TEXT NOT NULL DEFAULT '';
        """
}

extension Database {
    /// How many of the punches that were stored last are looked at for those that were delivered last.
    private static let mostLookedAt = 2000

    /// Finds what clients took last before that was noted.
    func findLatestReceipts() throws {
        for client in try Int64.fetchAll(self, sql: "SELECT id FROM hr_client WHERE removed_at IS NULL") {
            let ids = try Int64.fetchAll(
                self,
                sql: """
                    SELECT punch_id FROM (
                      SELECT punch_id, at FROM delivery WHERE hr_client_id = ? AND state = 1
                      ORDER BY punch_id DESC LIMIT \(Database.mostLookedAt)) AS stored
                    ORDER BY at DESC, punch_id DESC LIMIT \(LatestReceipts.most)
                    """, arguments: [client])
            try execute(
                sql: "UPDATE hr_client SET latest_receipts = ? WHERE id = ?",
                arguments: [LatestReceipts(ids: ids).text, client])
        }
    }
}
