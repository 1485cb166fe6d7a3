import Attendance
import Database
import Serials

/// The embedded register of bindings: which account holds which device, for those who run their own.
public struct BindingRegister: Sendable {
    let file: StoreFile

    public struct Entry: Sendable {
        public let serial: ShortSerial
        /// Nil: known and free.
        public let account: String?
        public let actor: Actor
        public let at: Instant
    }

    public func all(limit: Int = 500) async throws(StoreFailure) -> [Entry] {
        try await file.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM binding ORDER BY at DESC, serial LIMIT ?", arguments: [limit]
            )
            .compactMap(Entry.init)
        }
    }

    /// Nil where the register does not know the device.
    public func entry(_ serial: ShortSerial) async throws(StoreFailure) -> Entry? {
        try await file.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM binding WHERE serial = ?", arguments: [serial.text])
                .flatMap(Entry.init)
        }
    }

    /// Notes that an account holds a device, or that none does.
    public func set(
        _ serial: ShortSerial, account: String?, act: Act
    ) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(
                sql: """
                    INSERT INTO binding (serial, account, actor, at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (serial) DO UPDATE SET account = excluded.account, actor = excluded.actor, at = excluded.at
                    """, arguments: [serial.text, account, act.by.name, act.at])
            try database.recordHistory(
                account == nil ? "binding.freed" : "binding.noted", serial.text, Phrase(verbatim: account ?? "-"),
                act: act)
        }
    }
}

extension BindingRegister.Entry {
    init?(_ row: Row) {
        guard let serial = ShortSerial(exactly: row["serial"]) else { return nil }
        self.serial = serial
        account = row["account"]
        actor = Actor(stored: row["actor"])
        at = row["at"]
    }
}
