import Attendance
import Database

extension DeliveryRepository {
    /// A page of parked and rejected punches with their reasons, the last stored first.
    public func parked(
        _ client: HRClient?, after cursor: PunchCursor? = nil, limit: Int = 500
    ) async throws(StoreFailure) -> (parked: [(punch: StoredPunch, delivery: Delivery)], next: PunchCursor?) {
        let rows = try await file.read { database -> [(punch: StoredPunch, delivery: Delivery, client: Int64)] in
            let clients = try client.map { [$0.id] } ?? database.hrClients("WHERE removed_at IS NULL").map(\.id)
            guard !clients.isEmpty else { return [] }
            var condition = "TRUE"
            var arguments = Arguments(clients)
            if let cursor {
                condition = "(punch_id, hr_client_id) < (?, ?)"
                arguments += [cursor.id, Int64(cursor.group) ?? 0]
            }
            // The small index alone tells which they are; punches are looked up for this page only.
            return try Row.fetchAll(
                database,
                sql: """
                    WITH page AS (
                      SELECT punch_id, hr_client_id FROM \(database.outbox)
                      WHERE hr_client_id IN (\(Database.marks(clients.count)))
                        AND state IN (2, 3) AND state <> 1 AND \(condition)
                      ORDER BY punch_id DESC, hr_client_id DESC LIMIT ?)
                    SELECT \(StoredPunch.columns), \(Delivery.columns), page.hr_client_id AS client_id FROM page
                    \(database.dialect.joinInOrder) punch ON punch.id = page.punch_id \(StoredPunch.join)
                    JOIN delivery ON delivery.punch_id = page.punch_id AND delivery.hr_client_id = page.hr_client_id
                    JOIN hr_client ON hr_client.id = page.hr_client_id
                    ORDER BY page.punch_id DESC, page.hr_client_id DESC
                    """, arguments: arguments + [limit]
            ).map { (punch: StoredPunch($0), delivery: Delivery($0), client: $0["client_id"]) }
        }
        let last = rows.count == limit ? rows.last : nil
        return (
            rows.map { ($0.punch, $0.delivery) },
            last.map {
                PunchCursor(
                    order: .newest, group: String($0.client), at: $0.punch.at.milliseconds, id: $0.punch.id,
                    isBackwards: false)
            }
        )
    }

    /// Codes for which punches are parked because HR does not know them, the most punches first.
    public func unknownCodes(_ client: HRClient?, limit: Int = 50) async throws(StoreFailure) -> [UnknownCode] {
        try await file.read { database in
            let clients = try database.hrClients("WHERE removed_at IS NULL ORDER BY id")
            var found: [UnknownCode] = []
            for candidate in clients where client == nil || client?.id == candidate.id {
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT punch.code, max(punch.person_name), count(*) FROM \(database.outbox)
                        \(database.dialect.joinInOrder) punch ON punch.id = delivery.punch_id
                        WHERE delivery.hr_client_id = ? AND delivery.state = 2 AND delivery.state <> 1
                          AND delivery.reason_code = ?
                        GROUP BY punch.code ORDER BY 3 DESC LIMIT ?
                        """, arguments: [candidate.id, DeliveryReason.unknownCode, limit])
                found += rows.map { UnknownCode(client: candidate, code: $0[0], name: $0[1], count: $0[2]) }
            }
            return found
        }
    }
}
