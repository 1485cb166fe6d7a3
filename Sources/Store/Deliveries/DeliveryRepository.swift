import Attendance
import Database

extension DeliveryScope {
    fileprivate func condition() -> (sql: String, arguments: Arguments) {
        PunchFilter(sourceID: sourceID, from: from, to: to).condition()
    }
}

/// What stands in the outbox, as conditions.
private enum Outbox {
    static let isWaiting = "delivery.state = 0 AND delivery.state <> 1"
    static let isUnasked = "delivery.attempts = 0 AND delivery.reason_code IS NULL"
    static let isParked = "delivery.state = 2 AND delivery.state <> 1"
}

/// The outbox: punches on their way to HR clients. The caller holds the client's lock.
public struct DeliveryRepository: Sendable {
    let file: StoreFile

    /// Waiting punches that are due, the longest due first; without those that are older than what goes unasked.
    public func due(
        _ client: HRClient, at now: Instant, scope: DeliveryScope = DeliveryScope(), limit: Int
    ) async throws(StoreFailure) -> [DueDelivery] {
        let (condition, arguments) = scope.condition()
        return try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT delivery.attempts, \(StoredPunch.columns)
                    FROM \(database.outbox) JOIN punch ON punch.id = delivery.punch_id \(StoredPunch.join)
                    WHERE delivery.hr_client_id = ? AND \(Outbox.isWaiting) AND delivery.due_at <= ?
                      AND NOT (punch.at < ? AND \(Outbox.isUnasked)) AND \(condition)
                    ORDER BY delivery.due_at, delivery.punch_id LIMIT ?
                    """, arguments: [client.id, now, now - RunPlan.longestCatchUp] + arguments + [limit]
            ).map { DueDelivery(punch: StoredPunch($0), attempts: $0["attempts"]) }
        }
    }

    /// Holds what is due, was never tried and is older than what goes unasked: it was stored while the clock was wrong,
    /// or has waited for so long.
    ///
    /// - Returns: how many.
    public func holdOld(_ client: HRClient, at now: Instant) async throws(StoreFailure) -> Int {
        try await file.write { database in
            let count = try database.execute(
                sql: """
                    UPDATE \(database.outbox) SET due_at = NULL, reason_code = ?
                    WHERE hr_client_id = ? AND \(Outbox.isWaiting) AND due_at <= ? AND \(Outbox.isUnasked)
                    AND punch_id IN (SELECT id FROM punch WHERE id = delivery.punch_id AND at < ?)
                    """, arguments: [DeliveryReason.tooOld, client.id, now, now - RunPlan.longestCatchUp])
            if count > 0 { try database.noteHeld(before: now - RunPlan.longestCatchUp) }
            return count
        }
    }

    /// When the client's next waiting punch is due; nil when none is.
    public func nextDue(_ client: HRClient) async throws(StoreFailure) -> Instant? {
        try await file.read { database in
            try Instant.fetchOne(
                database,
                sql: """
                    SELECT min(due_at) FROM \(database.outbox)
                    WHERE hr_client_id = ? AND \(Outbox.isWaiting) AND due_at IS NOT NULL
                    """, arguments: [client.id])
        }
    }

    /// Stores what became of a batch, in one transaction.
    ///
    /// - Parameter mapping: device code to HR code, as the batch was sent; nil takes the mappings of now.
    public func settle(
        _ client: HRClient, _ settlements: [(punchID: Int64, Settlement)], sentUnder mapping: [String: String]? = nil,
        now: Instant
    ) async throws(StoreFailure) {
        try await file.write { database in
            let mapping = try mapping ?? database.mappedCodes(of: client.id)
            let update = try database.cachedStatement(
                sql: """
                    UPDATE delivery SET state = ?, due_at = ?, attempts = attempts + 1, at = ?, reason_code = ?,
                      reason = ?, hr_code = ? WHERE punch_id = ? AND hr_client_id = ?
                    """)
            var delivered: [Int64] = []
            var tally = TallyDelta()
            let before = try database.placesInTally(
                of: settlements.map(\.punchID), client: client.id, withCodes: !mapping.isEmpty)
            try database.countingByHand {
                for (punchID, settlement) in settlements {
                    let state: DeliveryState
                    switch settlement {
                    case .delivered(let receipt):
                        state = .delivered
                        delivered.append(punchID)
                        let text = receipt.map { Column.text(Phrase(verbatim: $0)) }
                        let hrCode = mapping.isEmpty ? nil : before[punchID].flatMap { mapping[$0.code] }
                        try update.execute(arguments: [
                            1, Instant?.none, now, String?.none, text, hrCode, punchID, client.id,
                        ])
                    case .parked(let code, let phrase):
                        state = .parked
                        try update.execute(
                            arguments: [
                                2, Instant?.none, now, code, Column.text(phrase), String?.none, punchID, client.id,
                            ])
                    case .rejected(let phrase):
                        state = .rejected
                        try update.execute(
                            arguments: [
                                3, Instant?.none, now, "refused", Column.text(phrase), String?.none, punchID, client.id,
                            ])
                    case .again(let dueAt, let phrase):
                        state = .waiting
                        try update.execute(
                            arguments: [0, dueAt, now, "retry", Column.text(phrase), String?.none, punchID, client.id])
                    }
                    if let place = before[punchID] {
                        tally.move(
                            place.day, sourceID: place.sourceID, client: client.id, from: place.state,
                            to: state.rawValue)
                    }
                }
            }
            try tally.store(in: database)
            try database.noteLatestDelivery(of: delivered, now: now)
            try database.noteSettled(client: client.id, delivered: delivered)
        }
    }

    // MARK: What is released when

    /// Makes waiting punches due now: a person's push waits for no back-off and takes what is held too, but for what is
    /// so old that its dates must be named.
    public func release(_ client: HRClient, scope: DeliveryScope, now: Instant) async throws(StoreFailure) {
        let (condition, arguments) = scope.condition()
        try await file.write { database in
            try database.execute(
                sql: """
                    UPDATE \(database.outbox) SET due_at = ? WHERE hr_client_id = ? AND \(Outbox.isWaiting)
                    AND (due_at IS NULL OR due_at > ?) AND reason_code IS DISTINCT FROM 'tooOld'
                    \(DeliveryRepository.within(condition, scope))
                    """, arguments: [now, client.id, now] + (scope.isEverything ? [] : arguments))
        }
    }

    /// Makes everything in the scope due that the client has not received: punches it was never owed, and what
    /// was parked or rejected.
    public func owe(_ client: HRClient, scope: DeliveryScope, now: Instant) async throws(StoreFailure) {
        let (condition, arguments) = scope.condition()
        try await file.write { database in
            let sources = try Int64.fetchAll(
                database,
                sql: """
                    SELECT device.source_id FROM device JOIN device_hr_client link ON link.device_id = device.id
                    WHERE link.hr_client_id = ?
                    """, arguments: [client.id])
            for sourceID in sources where scope.sourceID == nil || scope.sourceID == sourceID {
                try database.owe(hrClient: client.id, sourceID: sourceID, window: scope, now: now)
            }
            try database.execute(
                sql: """
                    UPDATE \(database.outbox)
                    SET state = 0, due_at = ?, attempts = 0, reason_code = 'asked', reason = NULL
                    WHERE hr_client_id = ? AND state <> 1
                    AND punch_id IN (SELECT id FROM punch WHERE \(condition) AND code <> '')
                    """, arguments: [now, client.id] + arguments)
        }
    }

    /// Makes held punches of the last `days` days due, for a timed push.
    public func releaseRecent(_ client: HRClient, days: Int, now: Instant) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(
                sql: """
                    UPDATE \(database.outbox) SET due_at = ?
                    WHERE hr_client_id = ? AND \(Outbox.isWaiting) AND due_at IS NULL
                    AND reason_code IS DISTINCT FROM 'tooOld' AND punch_id IN (SELECT id FROM punch WHERE at >= ?)
                    """, arguments: [now, client.id, now - .hours(24 * days)])
        }
    }

    // MARK: Parked and rejected

    /// Employee codes of punches that are parked because the HR system did not know them.
    public func parkedCodes(_ client: HRClient) async throws(StoreFailure) -> Set<String> {
        try await file.read { database in
            try Set(
                String.fetchAll(
                    database,
                    sql: """
                        SELECT DISTINCT punch.code FROM \(database.outbox)
                        \(database.dialect.joinInOrder) punch ON punch.id = delivery.punch_id
                        WHERE delivery.hr_client_id = ? AND \(Outbox.isParked) AND delivery.reason_code = ?
                        """, arguments: [client.id, DeliveryReason.unknownCode]))
        }
    }

    /// Makes the parked punches of these codes due: HR knows them now.
    ///
    /// - Returns: how many.
    public func replay(_ client: HRClient, codes: Set<String>, now: Instant) async throws(StoreFailure) -> Int {
        try await file.write { database in
            var replayed = 0
            for code in codes {
                replayed += try database.execute(
                    sql: """
                        UPDATE \(database.outbox) SET state = 0, due_at = ?, reason_code = 'asked', reason = NULL
                        WHERE hr_client_id = ? AND \(Outbox.isParked) AND reason_code = ?
                        AND punch_id IN (SELECT id FROM punch WHERE code = ?)
                        """, arguments: [now, client.id, DeliveryReason.unknownCode, code])
            }
            return replayed
        }
    }

    /// Makes everything parked or rejected due again, punches without an employee code excepted: they have
    /// nothing that could be sent.
    ///
    /// - Returns: how many.
    public func retryParked(_ client: HRClient, now: Instant) async throws(StoreFailure) -> Int {
        try await file.write { database in
            try database.execute(
                sql: """
                    UPDATE \(database.outbox)
                    SET state = 0, due_at = ?, attempts = 0, reason_code = 'asked', reason = NULL
                    WHERE hr_client_id = ? AND state <> 1 AND state IN (2, 3)
                    AND punch_id IN (SELECT id FROM punch WHERE id = delivery.punch_id AND code <> '')
                    """, arguments: [now, client.id])
        }
    }

    /// How many deliveries of a client stand in each state.
    public func counts(
        _ client: HRClient, scope: DeliveryScope = DeliveryScope()
    ) async throws(StoreFailure) -> [DeliveryState: Int] {
        let (condition, arguments) = scope.condition()
        return try await file.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT state, count(*) FROM delivery
                    WHERE hr_client_id = ? AND state <> 1 \(DeliveryRepository.within(condition, scope)) GROUP BY state
                    """, arguments: [client.id] + (scope.isEverything ? [] : arguments))
            return Dictionary(rows.compactMap { row in DeliveryState(rawValue: row[0]).map { ($0, row[1]) } }) { $1 }
        }
    }

    private static func within(_ condition: String, _ scope: DeliveryScope) -> String {
        scope.isEverything ? "" : "AND punch_id IN (SELECT id FROM punch WHERE \(condition))"
    }
}

extension Database {
    /// The part of the delivery table that is not delivered, by its own small index. SQLite takes a partial index only
    /// where the query repeats its condition, and the hint makes a query that does not an error instead of a scan.
    var outbox: String { "delivery \(dialect.indexed(by: "delivery_open"))" }
}

extension DeliveryScope {
    var isEverything: Bool { sourceID == nil && !hasDates }
}

extension Database {
    /// Where deliveries of a client are counted now, by punch, and the punch's employee code.
    fileprivate func placesInTally(
        of punches: [Int64], client: Int64, withCodes: Bool
    ) throws -> [Int64: (day: LocalDate, sourceID: Int64, state: Int64, code: String)] {
        var places: [Int64: (day: LocalDate, sourceID: Int64, state: Int64, code: String)] = [:]
        let find = try cachedStatement(
            sql: """
                SELECT punch.local_time, punch.source_id, delivery.state, punch.code FROM delivery
                JOIN punch ON punch.id = delivery.punch_id WHERE delivery.punch_id = ? AND delivery.hr_client_id = ?
                """)
        for id in punches {
            guard let row = try Row.fetchOne(find, arguments: [id, client]), let local = LocalTime(row[0] as String)
            else { continue }
            places[id] = (local.date, row[1], row[2], withCodes ? row[3] : "")
        }
        return places
    }

    /// Keeps what a device's card shows: the newest punch of the batch that arrived, per source.
    fileprivate func noteLatestDelivery(of punches: [Int64], now: Instant) throws {
        guard !punches.isEmpty else { return }
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT source_id, max(at), code FROM punch WHERE id IN (\(Database.marks(punches.count)))
                GROUP BY source_id
                """, arguments: Arguments(punches))
        for row in rows {
            try execute(
                sql: "UPDATE source SET latest_delivery_at = ?, latest_delivery_code = ? WHERE id = ?",
                arguments: [now, row[2] as String, row[0] as Int64])
        }
    }

    /// Creates the deliveries that a client is owed of a source and does not have; what it received of punches
    /// that were cleaned away meanwhile counts as delivered.
    func owe(hrClient id: Int64, sourceID: Int64, window: DeliveryScope?, now: Instant) throws {
        let filter = PunchFilter(sourceID: sourceID, from: window?.from, to: window?.to)
        let (condition, arguments) = filter.condition()
        let owed = try execute(
            sql: """
                INSERT INTO delivery (punch_id, hr_client_id, state, due_at, at, reason_code, hr_code)
                SELECT punch.id, ?, CASE WHEN received.at IS NOT NULL THEN 1 WHEN punch.code = '' THEN 2 ELSE 0 END,
                  CASE WHEN received.at IS NULL AND punch.code <> '' THEN ? END, received.at,
                  CASE WHEN received.at IS NOT NULL THEN NULL WHEN punch.code = '' THEN 'emptyCode' ELSE 'asked' END,
                  received.hr_code
                FROM punch LEFT JOIN received ON received.source_id = punch.source_id
                  AND received.source_key = punch.source_key AND received.hr_client_id = ?
                WHERE \(condition)
                ON CONFLICT (punch_id, hr_client_id) DO NOTHING
                """, arguments: [id, now, id] + arguments)
        if owed > 0 { try recount(sourceID: sourceID) }
    }
}
