import Database
import GRDB

import class Database.Database
import enum Database.DatabaseError

/// One transaction of SQLite.
public final class SQLiteConnection: Connection {
    let database: GRDB.Database
    public var dialect: Dialect { .sqlite }

    init(_ database: GRDB.Database) {
        self.database = database
    }

    /// Lends a transaction that GRDB has begun.
    static func transaction<Value>(
        _ database: GRDB.Database, _ body: (Database) throws -> Value
    ) rethrows -> Value {
        let transaction = Database(SQLiteConnection(database))
        defer { transaction.end() }
        return try body(transaction)
    }

    public func execute(sql: String, arguments: Arguments) throws -> Int {
        guard arguments.isEmpty else { return try made(sql).execute(arguments) }
        // Only such a one may change the schema, of which GRDB remembers parts.
        return try translating {
            try database.execute(sql: sql)
            return database.changesCount
        }
    }

    public func answer(sql: String, arguments: Arguments) throws -> any Answer { try made(sql).answer(arguments) }

    private func made(_ sql: String) throws -> SQLiteStatement {
        try translating { SQLiteStatement(try database.makeStatement(sql: sql), in: database) }
    }

    public func prepare(sql: String) throws -> any PreparedStatement { try statement(sql) }

    /// A prepared statement that binds value by value.
    public func statement(_ sql: String) throws -> SQLiteStatement {
        try translating { SQLiteStatement(try database.cachedStatement(sql: sql), in: database) }
    }

    public func tableExists(_ name: String) throws -> Bool { try translating { try database.tableExists(name) } }

    /// How many rows the last statement changed.
    public var changes: Int { database.changesCount }

    /// The id of the row that was inserted last.
    public var lastInsertedID: Int64 { database.lastInsertedRowID }
}

extension Database {
    /// What SQLite's own driver can do besides, such as binding value by value.
    ///
    /// - Throws: `failed` where the transaction is another engine's.
    public func sqlite() throws -> SQLiteConnection {
        guard let connection = try driver() as? SQLiteConnection else {
            throw DatabaseError.failed("the database is not SQLite")
        }
        return connection
    }
}
