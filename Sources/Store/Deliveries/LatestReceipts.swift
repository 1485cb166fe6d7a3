import Attendance
import Database

/// The punches that an HR client took last, by their ids, as its row keeps them.
struct LatestReceipts {
    static let most = 20

    /// The last first.
    private(set) var ids: [Int64]

    init(ids: [Int64]) {
        self.ids = Array(ids.prefix(LatestReceipts.most))
    }

    init(_ text: String) {
        self.init(ids: text.split(separator: " ").compactMap { Int64($0) })
    }

    var text: String { ids.map { String($0) }.joined(separator: " ") }

    /// - Parameter punches: in the order in which they went.
    mutating func add(_ punches: [Int64]) {
        let last = Array(punches.suffix(LatestReceipts.most).reversed())
        ids = Array((last + ids.filter { !last.contains($0) }).prefix(LatestReceipts.most))
    }
}

extension DeliveryRepository {
    /// What the client took last, the last first, with what it answered as the delivery's reason. Punches that were
    /// cleaned away since are left out.
    public func latestReceipts(
        _ client: HRClient
    ) async throws(StoreFailure) -> [(punch: StoredPunch, delivery: Delivery)] {
        try await file.read { database in
            let receipts = try database.latestReceipts(of: client.id)
            guard !receipts.ids.isEmpty else { return [] }
            let marks = Database.marks(receipts.ids.count)
            let punches = try Row.fetchAll(
                database,
                sql: "SELECT \(StoredPunch.columns) FROM punch \(StoredPunch.join) WHERE punch.id IN (\(marks))",
                arguments: Arguments(receipts.ids)
            ).map(StoredPunch.init)
            // Apart from the punches: both have a time that is called “at”.
            let deliveries = try Row.fetchAll(
                database,
                sql: """
                    SELECT \(Delivery.columns) FROM delivery JOIN hr_client ON hr_client.id = delivery.hr_client_id
                    WHERE delivery.punch_id IN (\(marks)) AND delivery.hr_client_id = ? AND delivery.state = 1
                    """, arguments: Arguments(receipts.ids) + [client.id]
            ).map(Delivery.init)
            let known = Dictionary(punches.map { ($0.id, $0) }) { first, _ in first }
            let taken = Dictionary(deliveries.map { ($0.punchID, $0) }) { first, _ in first }
            return receipts.ids.compactMap { id in
                known[id].flatMap { punch in taken[id].map { (punch: punch, delivery: $0) } }
            }
        }
    }
}

extension Database {
    fileprivate func latestReceipts(of client: Int64) throws -> LatestReceipts {
        LatestReceipts(
            try String.fetchOne(
                self, sql: "SELECT latest_receipts FROM hr_client WHERE id = ?", arguments: [client]) ?? "")
    }

    /// Notes at the client that a batch is settled: open pages see it, and what it took is among its last receipts.
    ///
    /// - Parameter delivered: punches of the batch that it took, in the order in which they went.
    func noteSettled(client: Int64, delivered: [Int64]) throws {
        guard !delivered.isEmpty else {
            try execute(sql: "UPDATE hr_client SET revision = revision + 1 WHERE id = ?", arguments: [client])
            return
        }
        var receipts = try latestReceipts(of: client)
        receipts.add(delivered)
        try execute(
            sql: "UPDATE hr_client SET revision = revision + 1, latest_receipts = ? WHERE id = ?",
            arguments: [receipts.text, client])
    }
}
