import Database
import Foundation
import GRDB
import GRDBSQLite

import enum Database.DatabaseError

/// A prepared statement of SQLite.
public final class SQLiteStatement: PreparedStatement {
    private let statement: GRDB.Statement
    private let database: GRDB.Database
    let pointer: OpaquePointer

    init(_ statement: GRDB.Statement, in database: GRDB.Database) {
        self.statement = statement
        self.database = database
        pointer = statement.sqliteStatement
    }

    public func execute(_ arguments: Arguments) throws -> Int {
        try bind(arguments)
        defer { sqlite3_reset(pointer) }
        while try step() {}
        return database.changesCount
    }

    public func answer(_ arguments: Arguments) throws -> any Answer {
        try bind(arguments)
        return SQLiteAnswer(self)
    }

    // MARK: Step by step

    /// Binds all values, which are copied. SQLite knows types by their values: a nil needs none.
    private func bind(_ arguments: Arguments) throws {
        sqlite3_reset(pointer)
        guard sqlite3_bind_parameter_count(pointer) == Int32(arguments.values.count) else {
            throw DatabaseError.failed("\(arguments.values.count) values for the marks of: \(statement.sql)")
        }
        var index: Int32 = 0
        for argument in arguments.values {
            index += 1
            let code = bind(argument.value, to: index)
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    private func bind(_ value: ColumnValue?, to index: Int32) -> Int32 {
        switch value {
        case .integer(let value): return sqlite3_bind_int64(pointer, index, value)
        case .real(let value): return sqlite3_bind_double(pointer, index, value)
        case .text(var text):
            // Without an address SQLite takes an empty text for NULL.
            return text.withUTF8 { bytes in
                guard let start = bytes.baseAddress else { return sqlite3_bind_text(pointer, index, "", 0, copied) }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text64(pointer, index, $0, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            return bytes.withUnsafeBytes {
                $0.isEmpty
                    ? sqlite3_bind_zeroblob(pointer, index, 0)
                    : sqlite3_bind_blob64(pointer, index, $0.baseAddress, UInt64($0.count), copied)
            }
        case nil: return sqlite3_bind_null(pointer, index)
        }
    }

    /// Goes on to the next row; false behind the last one.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    func reset() { sqlite3_reset(pointer) }

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
        defer { sqlite3_reset(pointer) }
        while try step() {}
    }

    /// Looks for one row and reads it; nil where there is none.
    public func first<Value>(_ read: (SQLiteStatement) -> Value) throws -> Value? {
        defer { sqlite3_reset(pointer) }
        return try step() ? read(self) : nil
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
