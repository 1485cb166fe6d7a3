import Attendance
import Database

extension DeliveryRepository {
    /// What waits for a client by the day that it happened on, in the devices' own calendars, the oldest first; days
    /// without any are left out. From the counters: a backlog of a million is as quick as one of ten.
    public func waitingDays(_ client: HRClient) async throws(StoreFailure) -> [(day: LocalDate, count: Int)] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT span, count FROM tally_sum
                    WHERE source_id = 0 AND hr_client_id = ? AND state = 0 AND count > 0 ORDER BY span
                    """, arguments: [client.id]
            ).compactMap { row in LocalDate(row[0] as String).map { ($0, row[1]) } }
        }
    }

    /// How much of what waits is held until a timed push or a person's.
    ///
    /// - Parameter most: what is counted to.
    public func held(_ client: HRClient, countingTo most: Int) async throws(StoreFailure) -> BoundedCount {
        try await file.read { database in
            let found = try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM (
                      SELECT 1 FROM \(database.outbox)
                      WHERE hr_client_id = ? AND state = 0 AND state <> 1 AND due_at IS NULL LIMIT ?) AS held
                    """, arguments: [client.id, most + 1])
            return BoundedCount(found: found ?? 0, most: most)
        }
    }

    /// Why punches are parked, by the reason, and why they are rejected, by HR's words; of each state the most frequent
    /// first.
    ///
    /// - Parameter most: how many of each state are looked at, those that were stored last.
    public func openReasons(_ client: HRClient, among most: Int) async throws(StoreFailure) -> [OpenReason] {
        try await file.read { database in
            try [DeliveryState.parked, .rejected].flatMap { state in
                // Parked ones share a reason though each tells its own code; what HR rejects has no word but its own.
                let group = state == .parked ? "reason_code" : "reason_code, reason"
                return try Row.fetchAll(
                    database,
                    sql: """
                        SELECT coalesce(reason_code, '') AS code, max(reason) AS reason, count(*) AS count FROM (
                          SELECT reason_code, reason FROM \(database.outbox)
                          WHERE hr_client_id = ? AND state = ? AND state <> 1
                          ORDER BY due_at DESC, punch_id DESC LIMIT ?) AS stored
                        GROUP BY \(group) ORDER BY 3 DESC, 1, 2 LIMIT \(DeliveryRepository.mostReasons)
                        """, arguments: [client.id, state.rawValue, most]
                ).map { row in
                    OpenReason(
                        state: state, code: row["code"],
                        phrase: Column.phrase(row["reason"]) ?? DeliveryReason.phrase(of: row["code"]),
                        count: row["count"])
                }
            }
        }
    }

    /// Of each state.
    private static let mostReasons = 6
}

extension StatusRepository {
    /// A client's deliveries of all time by state, from the counters; `pulled` is their sum.
    public func counts(of client: HRClient) async throws(StoreFailure) -> StatusCounts {
        try await file.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT state, CAST(sum(count) AS BIGINT) FROM tally_sum
                    WHERE source_id = 0 AND hr_client_id = ? GROUP BY state
                    """, arguments: [client.id])
            var counts = StatusCounts()
            for row in rows {
                guard let state = DeliveryState(rawValue: row[0]) else { continue }
                counts.add(state, row[1])
                counts.pulled += row[1] as Int
            }
            return counts
        }
    }
}

extension HRClientRepository {
    /// The devices that send to a client, those first that it keeps waiting most, and how many there are in all.
    public func senders(
        _ client: HRClient, limit: Int
    ) async throws(StoreFailure) -> (devices: [SendingDevice], count: Int) {
        try await file.read { database in
            let count = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM device_hr_client WHERE hr_client_id = ?", arguments: [client.id])
            let devices = try Row.fetchAll(
                database,
                sql: """
                    SELECT device.id, device.name, device.enabled, CAST(coalesce((
                      SELECT sum(count) FROM tally_sum WHERE source_id = device.source_id AND hr_client_id = ? AND state = 0
                    ), 0) AS BIGINT) AS waiting
                    FROM device JOIN device_hr_client link ON link.device_id = device.id
                    WHERE link.hr_client_id = ? ORDER BY waiting DESC, device.id LIMIT ?
                    """, arguments: [client.id, client.id, limit]
            ).map { SendingDevice(id: $0[0], name: $0[1], isEnabled: $0[2], waiting: $0[3]) }
            return (devices, count ?? 0)
        }
    }
}

extension HistoryRepository {
    /// How many of the last entries are looked through for those of one client.
    private static let mostLookedThrough = 5000

    /// What happened to an HR client lately, newest first.
    public func entries(of client: HRClient, limit: Int) async throws(StoreFailure) -> [HistoryEntry] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM history
                    WHERE id > (SELECT coalesce(max(id), 0) FROM history) - \(HistoryRepository.mostLookedThrough)
                      AND subject = ? AND event LIKE 'hr.%' ORDER BY id DESC LIMIT ?
                    """, arguments: [client.name, limit]
            ).map(HistoryEntry.init)
        }
    }
}
