import Attendance
import Database

extension TerminalRepository {
    /// Leaves an order for a device's terminal. One that waits already and asks for the same is renewed.
    ///
    /// - Parameter runID: of the run that waits for it; what comes in meanwhile is counted there.
    /// - Returns: the order's id.
    public func order(
        _ order: TerminalOrder, of device: Device, runID: Int64?, now: Instant
    ) async throws(StoreFailure) -> Int64 {
        try await file.write { database in
            // The oldest go: whoever waited for them has given up.
            try database.execute(
                sql: """
                    UPDATE terminal_order SET withdrawn = 1
                    WHERE device_id = ?1 AND reported_at IS NULL AND withdrawn = 0 AND id NOT IN
                      (SELECT id FROM terminal_order WHERE device_id = ?1 AND reported_at IS NULL AND withdrawn = 0
                       ORDER BY id DESC LIMIT ?2)
                    """, arguments: [device.id, TerminalOrder.mostOpen - 1])
            try database.execute(
                sql: """
                    DELETE FROM terminal_order WHERE device_id = ?1 AND id NOT IN
                      (SELECT id FROM terminal_order WHERE device_id = ?1 ORDER BY id DESC LIMIT 100)
                    """, arguments: [device.id])
            return try database.insert(
                sql: """
                    INSERT INTO terminal_order (device_id, word, window_from, window_to, run_id, ordered_at)
                    VALUES (?, ?, ?, ?, ?, ?) RETURNING id
                    """,
                arguments: [device.id, order.word, order.window?.from, order.window?.to, runID, now])
        }
    }

    public func state(ofOrder id: Int64) async throws(StoreFailure) -> TerminalOrderState {
        try await file.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM terminal_order WHERE id = ?", arguments: [id])
            guard let row, row["withdrawn"] == false else { return .withdrawn }
            let rows: Int = row["rows"]
            let code: Int? = row["code"]
            if let code { return .reported(code: code, rows: rows) }
            let fetchedAt: Instant? = row["fetched_at"]
            return fetchedAt == nil ? .waiting : .fetched(rows: rows)
        }
    }

    /// Takes an order back; one that the terminal has fetched runs on.
    public func withdraw(_ id: Int64) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(
                sql: "UPDATE terminal_order SET withdrawn = 1 WHERE id = ? AND reported_at IS NULL", arguments: [id])
        }
    }

    /// The orders that wait for a terminal, the oldest first, and whether what is known of its device still holds. Those
    /// that it fetched before and did not report come again a few minutes later: it may have lost them.
    public func waiting(
        for address: PushAddress, now: Instant
    ) async throws(StoreFailure) -> (orders: [WaitingOrder], isStale: Bool) {
        try await file.read { database in
            guard try database.hookRevision() == address.revision else { return ([], true) }
            let rows = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT * FROM terminal_order WHERE device_id = ? AND reported_at IS NULL AND withdrawn = 0
                        AND (fetched_at IS NULL OR fetched_at < ?) ORDER BY id LIMIT ?
                        """),
                arguments: [address.device.id, now - .minutes(5), TerminalOrder.mostOpen])
            return (rows.compactMap { WaitingOrder($0) }, false)
        }
    }

    /// Notes that a terminal has fetched orders.
    public func noteFetched(_ orders: [WaitingOrder], now: Instant) async throws(StoreFailure) {
        guard !orders.isEmpty else { return }
        try await file.write { database in
            for order in orders {
                try database.execute(
                    sql: "UPDATE terminal_order SET fetched_at = ? WHERE id = ?", arguments: [now, order.id])
            }
        }
    }
}
