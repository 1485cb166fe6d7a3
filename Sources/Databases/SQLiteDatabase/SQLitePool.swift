import Database
import GRDB

import class Database.Database
import protocol Database.DatabasePool

/// One file that several processes use: one of them writes at a time, and whoever reads sees what was committed when it
/// began (SQLite's write-ahead log).
public final class SQLitePool: DatabasePool {
    let pool: GRDB.DatabasePool

    /// Opens a file, making it where it is missing.
    ///
    /// - Parameter patience: how long a writer waits for another process's transaction, in seconds.
    /// - Throws: `DatabaseError`.
    public init(path: String, patience: Double) throws {
        pool = try translating {
            let pool = try GRDB.DatabasePool(path: path, configuration: Self.configuration(patience: patience))
            // What was acknowledged must survive a power cut: FULL makes every commit wait for the disk. Set here,
            // because the pool sets its writer to NORMAL while it opens.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
    }

    private static func configuration(patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -24000")
            // A backfill dirties the same index pages again and again: a rarer checkpoint writes each of them once.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 16000")
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }

    public func read<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.read { try SQLiteConnection.transaction($0, body) }
        } catch {
            throw translated(error)
        }
    }

    @discardableResult
    public func write<Value: Sendable>(
        _ mode: WriteMode, _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value {
        // One writer at a time, whatever the mode.
        do {
            return try await pool.write { try SQLiteConnection.transaction($0, body) }
        } catch {
            throw translated(error)
        }
    }

    public func close() async throws { try translating { try pool.close() } }

    /// What the connection that writes is set to: the journal's mode, and 2 where every commit waits for the disk.
    public func durability() async throws -> (journal: String, synchronous: Int) {
        try await write { database in
            (
                try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "",
                try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? 0
            )
        }
    }
}
