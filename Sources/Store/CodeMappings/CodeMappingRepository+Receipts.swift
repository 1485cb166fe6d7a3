import Attendance
import Database

extension CodeMappingRepository {
    /// What a client received of a device's code under other codes, oldest punch first.
    ///
    /// - Parameters:
    ///   - since: only what it received from then on; nil for ever.
    ///   - cursor: `next` of the part before.
    ///   - limit: of the items; the total counts all.
    public func receipts(
        of code: String, client: HRClient, since: Instant? = nil, after cursor: PunchCursor? = nil,
        limit: Int = MappedReceipts.mostShown
    ) async throws(StoreFailure) -> MappedReceipts {
        try await file.read {
            try $0.receipts(of: code, client: client.id, since: since, after: cursor, limit: limit)
        }
    }
}

extension Database {
    func receipts(
        of code: String, client: Int64, since: Instant?, after cursor: PunchCursor? = nil, limit: Int
    ) throws -> MappedReceipts {
        // By the punches of the code, which are one person's and lie in the order that is wanted.
        let condition = "punch.code = ? AND delivery.state = 1 AND delivery.hr_code IS NOT NULL AND delivery.at >= ?"
        let punches = "punch \(dialect.indexed(by: "punch_code_at"))"
        let delivery = "\(dialect.joinInOrder) delivery ON delivery.punch_id = punch.id AND delivery.hr_client_id = ?"
        let arguments: Arguments = [client, code, since ?? Instant(milliseconds: .min)]
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT \(StoredPunch.columns), delivery.hr_code, delivery.at AS received_at
                FROM \(punches) \(delivery) \(StoredPunch.join)
                WHERE \(condition) AND (punch.at, punch.id) > (?, ?) ORDER BY punch.at, punch.id LIMIT ?
                """,
            arguments: arguments + [cursor?.at ?? .min, cursor?.id ?? .min, limit])
        let total = try Int.fetchOne(
            self, sql: "SELECT count(*) FROM \(punches) \(delivery) WHERE \(condition)",
            arguments: arguments)
        let items = rows.map {
            MappedReceipt(punch: StoredPunch($0), hrCode: $0["hr_code"], receivedAt: $0["received_at"])
        }
        let last = items.count == limit ? items.last?.punch : nil
        return MappedReceipts(
            items: items, total: total ?? 0,
            next: last.map {
                PunchCursor(order: .oldest, group: "", at: $0.at.milliseconds, id: $0.id, isBackwards: false)
            })
    }
}
