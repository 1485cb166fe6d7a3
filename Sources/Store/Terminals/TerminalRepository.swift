import Attendance
import Database
import ProgramSettings
import Sealing

/// Terminals that push by themselves: what their calls lead to, and what became of them.
public struct TerminalRepository: Sendable {
    let file: StoreFile

    // MARK: Calls

    /// What a terminal's identity leads to; nil for a stranger's.
    public func address(kind: String, identity: String) async throws(StoreFailure) -> PushAddress? {
        try await file.read { database in
            let device = try database.devices(
                "WHERE device.kind = ? AND source.kind = device.kind AND source.identity = ?", [kind, identity]
            ).first
            guard let device else { return nil }
            return PushAddress(
                device: device, fields: device.fields.merging(try database.deviceSecrets(device.id, key: file.key)),
                isDueAtOnce: try database.settings().pushAfterSync,
                facts: try database.terminal(device.id)?.facts ?? TerminalFacts(),
                revision: try database.hookRevision())
        }
    }

    /// Stores calls, all in one commit; durable when it returns.
    public func take(_ arrivals: [TerminalArrival], now: Instant) async throws(StoreFailure) -> [TerminalReceipt] {
        let taken = try await file.write { database in
            var batch = try TerminalBatch(database, known: file.knownPeople, now: now)
            return (receipts: try batch.take(arrivals), people: batch.people)
        }
        if let people = taken.people { file.knownPeople.replace(people.hashes, epoch: people.epoch) }
        return taken.receipts
    }

    /// The terminal's cursors, as it last sent them.
    public func stamps(of device: Device) async throws(StoreFailure) -> [TerminalStamp: String] {
        try await file.read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT name, stamp FROM terminal_stamp WHERE device_id = ?", arguments: [device.id])
            var stamps: [TerminalStamp: String] = [:]
            for row in rows {
                if let name = TerminalStamp(rawValue: row["name"]) { stamps[name] = row["stamp"] }
            }
            return stamps
        }
    }

    // MARK: What is known

    /// Records that were refused have been handed in with a window that reaches from before them to behind them: the
    /// device is complete beyond them again.
    public func settle(_ window: Window, of device: Device) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(
                sql: """
                    UPDATE terminal SET failing_since = NULL WHERE device_id = ?1 AND failing_since <= ?3
                      AND ?2 <= (SELECT coalesce(complete_up_to, ?2) FROM device WHERE id = ?1)
                    """, arguments: [device.id, window.from, window.to])
        }
    }

    /// Nil for a device that no terminal has called for.
    public func contact(of device: Device) async throws(StoreFailure) -> TerminalContact? {
        try await file.read { try $0.terminal(device.id) }
    }

    public func contacts() async throws(StoreFailure) -> [TerminalContact] {
        try await file.read { try Row.fetchAll($0, sql: "SELECT * FROM terminal").map(TerminalContact.init) }
    }

    // MARK: Strangers

    /// Notes a call of a terminal that no device is configured for.
    ///
    /// - Parameter identity: of the device that it would be.
    public func note(
        stranger serial: String, identity: String, kind: String, from address: String, _ facts: TerminalFacts,
        now: Instant
    ) async throws(StoreFailure) {
        try await file.write { database in
            let known = try String.fetchOne(
                database, sql: "SELECT facts FROM terminal_stranger WHERE kind = ? AND identity = ?",
                arguments: [kind, identity])
            let merged = TerminalFacts(stored: known ?? "{}").merging(facts)
            try database.execute(
                sql: """
                    INSERT INTO terminal_stranger (kind, identity, serial, first_at, last_at, address, facts)
                    VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6)
                    ON CONFLICT (kind, identity) DO UPDATE SET last_at = excluded.last_at, address = excluded.address,
                      facts = excluded.facts, calls = terminal_stranger.calls + 1
                    """, arguments: [kind, identity, serial, now, address, merged.stored])
            guard known == nil else { return }
            let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM terminal_stranger") ?? 0
            guard count > StrangeTerminal.most else { return }
            try database.execute(
                sql: """
                    DELETE FROM terminal_stranger WHERE (kind, identity) IN
                      (SELECT kind, identity FROM terminal_stranger WHERE NOT (kind = ?1 AND identity = ?2)
                       ORDER BY last_at LIMIT ?3)
                    """, arguments: [kind, identity, count - StrangeTerminal.most])
        }
    }

    /// Terminals that called and that no device is configured for, those that called last first.
    public func strangers() async throws(StoreFailure) -> [StrangeTerminal] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT stranger.* FROM terminal_stranger stranger
                    WHERE NOT EXISTS (SELECT 1 FROM device JOIN source ON source.id = device.source_id
                      WHERE device.kind = stranger.kind AND source.kind = stranger.kind
                        AND source.identity = stranger.identity)
                    ORDER BY stranger.last_at DESC, stranger.serial LIMIT ?
                    """, arguments: [StrangeTerminal.most]
            ).map(StrangeTerminal.init)
        }
    }
}

extension Database {
    func terminal(_ deviceID: Int64) throws -> TerminalContact? {
        let statement = try cachedStatement(sql: "SELECT * FROM terminal WHERE device_id = ?")
        return try Row.fetchOne(statement, arguments: [deviceID]).map(TerminalContact.init)
    }

    /// A terminal that called as a stranger has called, for the device that it is now.
    func meetStranger(kind: String, identity: String, asDevice id: Int64) throws {
        try execute(
            sql: """
                INSERT INTO terminal (device_id, last_at, address, facts)
                SELECT ?, last_at, address, facts FROM terminal_stranger WHERE kind = ? AND identity = ?
                ON CONFLICT (device_id) DO NOTHING
                """, arguments: [id, kind, identity])
    }

    /// What a device knows of the terminal that it read before, and of no other.
    func forgetTerminal(ofDevice id: Int64) throws {
        for table in ["terminal", "terminal_stamp", "terminal_order", "terminal_person"] {
            try execute(sql: "DELETE FROM \(table) WHERE device_id = ?", arguments: [id])
        }
    }
}
