import Attendance
import GRDB

/// An employee code that an HR client does not know.
public struct UnknownCode: Sendable {
    public let client: HRClient
    public let code: String
    public let name: String
    public let count: Int
}

extension DeliveryRepository {
    /// One page of parked and rejected punches, newest first.
    public func stuck(
        _ client: HRClient?, after cursor: PunchCursor?, limit: Int
    ) async throws(StoreError) -> (rows: [(StoredPunch, Delivery)], next: PunchCursor?) {
        let position = cursor.map { PunchRepository.Position(at: Instant(milliseconds: $0.at), id: $0.id) }
        let (parked, next) = try await parked(client, after: position, limit: limit)
        return (
            parked.map { ($0.punch, $0.delivery) },
            next.map {
                PunchCursor(order: .newest, group: "", at: $0.at.milliseconds, id: $0.id, isBackwards: false)
            }
        )
    }

    /// Codes for which punches are parked because HR does not know them, the most punches first.
    public func unknownCodes(_ client: HRClient?, limit: Int = 50) async throws(StoreError) -> [UnknownCode] {
        try await file.read { database in
            let clients = try database.hrClients("WHERE removed_at IS NULL ORDER BY id")
            var found: [UnknownCode] = []
            for candidate in clients where client == nil || client?.id == candidate.id {
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT punch.code, max(punch.person_name), count(*) FROM delivery INDEXED BY delivery_open
                        CROSS JOIN punch ON punch.id = delivery.punch_id
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
