import Database
import GRDB
import GRDBSQLite

/// A prepared statement of SQLite.
public final class SQLiteStatement: PreparedStatement {
    private let statement: GRDB.Statement
    private let database: GRDB.Database
    private let pointer: OpaquePointer

    init(_ statement: GRDB.Statement, in database: GRDB.Database) {
        self.statement = statement
        self.database = database
        pointer = statement.sqliteStatement
    }

    public func execute(_ arguments: Arguments) throws -> Int {
        try translating {
            try statement.execute(arguments: StatementArguments(arguments))
            return database.changesCount
        }
    }

    public func answer(_ arguments: Arguments) throws -> any Answer {
        try translating { try SQLiteAnswer(statement, arguments) }
    }

    // MARK: Value by value, for the one loop in which each of them counts

    public func bind(_ value: Int64?, at index: Int) {
        if let value {
            sqlite3_bind_int64(pointer, Int32(index), value)
        } else {
            sqlite3_bind_null(pointer, Int32(index))
        }
    }

    /// The text is copied. It has gone through `storable`.
    public func bind(_ text: String?, at index: Int) {
        guard var text else {
            sqlite3_bind_null(pointer, Int32(index))
            return
        }
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                _ = sqlite3_bind_text(pointer, Int32(index), $0.baseAddress, Int32($0.count), copied)
            }
        }
    }

    /// The text stays where it lies, and must until the statement has been run. It has gone through `storable`.
    public func bind(inPlace text: UnsafeRawBufferPointer, at index: Int) {
        sqlite3_bind_text(
            pointer, Int32(index), text.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(text.count), nil)
    }

    /// The bytes stay where they lie, and must until the statement has been run.
    public func bind(blobInPlace bytes: UnsafeRawBufferPointer, at index: Int) {
        sqlite3_bind_blob64(pointer, Int32(index), bytes.baseAddress, UInt64(bytes.count), nil)
    }

    /// Runs a statement that returns no rows; what is bound stays bound.
    public func run() throws {
        let code = sqlite3_step(pointer)
        sqlite3_reset(pointer)
        guard code == SQLITE_DONE else { throw failure(code) }
    }

    /// Looks for one row and reads it; nil where there is none.
    public func first<Value>(_ read: (SQLiteStatement) -> Value) throws -> Value? {
        defer { sqlite3_reset(pointer) }
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return read(self)
        case SQLITE_DONE: return nil
        case let code: throw failure(code)
        }
    }

    public func integer(at index: Int) -> Int64 { sqlite3_column_int64(pointer, Int32(index)) }

    public func text(at index: Int) -> String { SQLiteAnswer.text(pointer, Int32(index)) }

    /// Forgets what is bound: buffers that were bound where they lie do not outlive their page, prepared statements do.
    public func clear() { sqlite3_clear_bindings(pointer) }

    private func failure(_ code: Int32) -> any Error {
        translated(
            GRDB.DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer)))))
    }
}

/// Tells SQLite to copy what is bound.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
