import Attendance
import Database
import Sealing

extension Migrations {
    /// Logs of cases that vouch for their cases, and that only this program writes.
    static let sealedLogs = """
        -- What the case was after the step, as a digest; null in what former versions wrote.
        ALTER TABLE case_log ADD COLUMN record TEXT;
        ALTER TABLE case_log ADD COLUMN seal TEXT;
        -- How many entries of its log were told outside of the data directory.
        ALTER TABLE unbinding_case ADD COLUMN told_count INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX unbinding_case_untold ON unbinding_case (id) WHERE log_count > told_count;
        -- What a notice carries for programs besides its sentence: JSON.
        ALTER TABLE notice ADD COLUMN document TEXT;
        """
}

extension Database {
    /// Seals what former versions wrote, as it was found. It reads cases as every later version does: what a later
    /// migration adds to them must be read as absent where it is not there yet.
    func sealLogs(key: SealingKey?, now: Instant) throws {
        let unsealed = """
            SELECT id FROM unbinding_case WHERE NOT EXISTS
              (SELECT 1 FROM case_log WHERE case_id = unbinding_case.id AND record IS NOT NULL)
            """
        for id in try Int64.fetchAll(self, sql: unsealed) {
            try append("sealed", "", to: try unbindingCase(id), act: Act(by: .machine(.upgrade), at: now), key: key)
        }
    }
}
