import Attendance
import Database
import Foundation

public struct PunchRepository: Sendable {
    let file: StoreFile

    /// Where a page ended: the next one begins behind it. Keyset paging stays quick however deep it goes.
    public struct Position: Sendable {
        let at: Instant
        let id: Int64
    }

    /// A page of punches, newest first.
    public func page(
        _ filter: PunchFilter, after position: Position? = nil, limit: Int = 500
    ) async throws(StoreFailure) -> (punches: [PunchWithDeliveries], next: Position?) {
        let page = try await file.read { database in
            var (sql, arguments) = filter.condition()
            if let position {
                sql += " AND (punch.at, punch.id) < (?, ?)"
                arguments += [position.at, position.id]
            }
            let punches = try Row.fetchAll(
                database,
                sql: """
                    SELECT \(StoredPunch.columns) FROM punch \(StoredPunch.join) WHERE \(sql)
                    ORDER BY punch.at DESC, punch.id DESC LIMIT ?
                    """, arguments: arguments + [limit]
            ).map(StoredPunch.init)
            let deliveries = try database.deliveries(of: punches.map(\.id))
            return punches.map { PunchWithDeliveries(punch: $0, deliveries: deliveries[$0.id] ?? []) }
        }
        let last = page.count == limit ? page.last?.punch : nil
        return (page, last.map { Position(at: $0.at, id: $0.id) })
    }

    public func trace(_ id: Int64) async throws(StoreFailure) -> PunchTrace {
        try await file.read { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: """
                        SELECT \(StoredPunch.columns), punch.raw, punch.run_id FROM punch \(StoredPunch.join)
                        WHERE punch.id = ?
                        """, arguments: [id])
            else { throw PunchFailure.unknown(String(id)) }
            let raw: Data = row["raw"]
            let run = try Row.fetchOne(
                database, sql: "SELECT * FROM sync_run WHERE id = ?", arguments: [row["run_id"] as Int64])
            let corrections = try Row.fetchAll(
                database, sql: "SELECT * FROM punch_correction WHERE punch_id = ? ORDER BY id", arguments: [id])
            return PunchTrace(
                punch: StoredPunch(row), raw: Array(raw), run: run.map(SyncRun.init),
                deliveries: try database.deliveries(of: [id])[id] ?? [],
                corrections: corrections.map {
                    PunchTrace.Correction(at: $0["at"], oldCode: $0["old_code"], newCode: $0["new_code"])
                })
        }
    }
}

extension Database {
    func deliveries(of punches: [Int64]) throws -> [Int64: [Delivery]] {
        guard !punches.isEmpty else { return [:] }
        let marks = Database.marks(punches.count)
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT \(Delivery.columns) FROM delivery JOIN hr_client ON hr_client.id = delivery.hr_client_id
                WHERE delivery.punch_id IN (\(marks)) ORDER BY delivery.hr_client_id
                """, arguments: Arguments(punches))
        return Dictionary(grouping: rows.map(Delivery.init), by: \.punchID)
    }

    /// Removes punches with everything that hangs on them; what was delivered is remembered as received.
    ///
    /// - Returns: how many punches were removed.
    func removePunches(ofSource sourceID: Int64?, before: Instant?) throws -> Int {
        var condition = "TRUE"
        var arguments: Arguments = []
        if let sourceID {
            condition += " AND source_id = ?"
            arguments += [sourceID]
        }
        if let before {
            condition += " AND at < ?"
            arguments += [before]
        }
        try execute(sql: "CREATE TEMP TABLE leaving AS SELECT id FROM punch WHERE \(condition)", arguments: arguments)
        defer { _ = try? execute(sql: "DROP TABLE temp.leaving") }
        try execute(
            sql: """
                INSERT INTO received (source_id, source_key, hr_client_id, at, hr_code)
                SELECT punch.source_id, punch.source_key, delivery.hr_client_id, coalesce(delivery.at, 0),
                  delivery.hr_code
                FROM delivery JOIN punch ON punch.id = delivery.punch_id
                WHERE delivery.state = 1 AND punch.id IN (SELECT id FROM temp.leaving)
                ON CONFLICT (source_id, source_key, hr_client_id) DO NOTHING
                """)
        try execute(sql: "DELETE FROM delivery WHERE punch_id IN (SELECT id FROM temp.leaving)")
        try execute(sql: "DELETE FROM punch_correction WHERE punch_id IN (SELECT id FROM temp.leaving)")
        try discount(leaving: "SELECT id FROM temp.leaving")
        let removed = try execute(sql: "DELETE FROM punch WHERE id IN (SELECT id FROM temp.leaving)")
        try raisePeopleEpoch()
        try execute(
            sql: """
                DELETE FROM person WHERE NOT EXISTS (
                  SELECT 1 FROM punch WHERE punch.code = person.code AND punch.person_name = person.name)
                """)
        try execute(
            sql: """
                UPDATE source SET punch_count = (SELECT count(*) FROM punch WHERE punch.source_id = source.id),
                  latest_punch_at = (SELECT max(at) FROM punch WHERE punch.source_id = source.id)
                """)
        return removed
    }
}
