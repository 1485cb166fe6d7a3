import Database
import GRDB

import class Database.Database

/// A file that nobody else has open: a backup, or a database that is being looked at before it is used.
public final class SQLiteFile: Sendable {
    let queue: DatabaseQueue

    /// What its connection is set to besides.
    public enum Setting: String, Sendable {
        /// One file, without the log beside it.
        case rollbackJournal = "PRAGMA journal_mode = DELETE"
        /// What is deleted is overwritten.
        case secureDelete = "PRAGMA secure_delete = ON"
    }

    /// Opens a file, making it where it is missing.
    ///
    /// - Throws: `DatabaseError.notADatabase` where it is something else.
    public init(path: String, _ settings: Setting...) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            for setting in settings { try database.execute(sql: setting.rawValue) }
        }
        queue = try translating { try DatabaseQueue(path: path, configuration: configuration) }
    }

    public func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try translating { try queue.read { try SQLiteConnection.transaction($0, body) } }
    }

    @discardableResult
    public func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try translating { try queue.write { try SQLiteConnection.transaction($0, body) } }
    }

    public func close() throws { try translating { try queue.close() } }
}
