import Database
import Foundation
import GRDBSQLite

/// Rows on their way from SQLite, read where it keeps them.
final class SQLiteAnswer: Answer {
    private let statement: SQLiteStatement
    private let pointer: OpaquePointer
    private let count: Int32

    /// - Parameter statement: bound and not yet run. Nobody else runs it until the answer has gone.
    init(_ statement: SQLiteStatement) {
        self.statement = statement
        pointer = statement.pointer
        count = sqlite3_column_count(pointer)
    }

    deinit { statement.reset() }

    var columnNames: [String] { (0..<count).map { String(cString: sqlite3_column_name(pointer, $0)) } }

    func advance() throws -> Bool { try statement.step() }

    func value(at index: Int) -> ColumnValue? { value(Int32(index)) }

    func values() -> [ColumnValue?] {
        [ColumnValue?](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
            for index in 0..<count { buffer.initializeElement(at: Int(index), to: value(index)) }
            filled = Int(count)
        }
    }

    private func value(_ index: Int32) -> ColumnValue? {
        switch sqlite3_column_type(pointer, index) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(pointer, index))
        case SQLITE_FLOAT: .real(sqlite3_column_double(pointer, index))
        case SQLITE_TEXT: .text(SQLiteAnswer.text(pointer, index))
        case SQLITE_BLOB: .blob(SQLiteAnswer.blob(pointer, index))
        default: nil
        }
    }

    /// By its length and not up to a U+0000, which former versions stored.
    static func text(_ pointer: OpaquePointer, _ index: Int32) -> String {
        guard let start = sqlite3_column_text(pointer, index) else { return "" }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, index)))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func blob(_ pointer: OpaquePointer, _ index: Int32) -> Data {
        guard let start = sqlite3_column_blob(pointer, index) else { return Data() }
        return Data(bytes: start, count: Int(sqlite3_column_bytes(pointer, index)))
    }
}
