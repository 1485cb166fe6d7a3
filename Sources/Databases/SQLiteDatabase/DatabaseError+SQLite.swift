import Database
import GRDB

import enum Database.DatabaseError

/// Runs what speaks GRDB, and says its errors in the seam's words.
func translating<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw translated(error) }
}

/// Errors of the engine in the seam's words; those of others as they are.
func translated(_ error: any Error) -> any Error {
    switch error {
    case let error as GRDB.DatabaseError: DatabaseError(error)
    case is CancellationError: DatabaseError.cancelled
    default: error
    }
}

extension DatabaseError {
    init(_ error: GRDB.DatabaseError) {
        let words = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
        case .SQLITE_CORRUPT: self = .damaged(words)
        case .SQLITE_NOTADB: self = .notADatabase(words)
        case .SQLITE_READONLY: self = .readOnly
        case .SQLITE_CANTOPEN: self = .cannotOpen("\(words) (\(error.extendedResultCode.rawValue))")
        case .SQLITE_IOERR: self = .io("\(words) (\(error.extendedResultCode.rawValue))")
        case .SQLITE_INTERRUPT: self = .cancelled
        case .SQLITE_CONSTRAINT:
            switch error.extendedResultCode {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
                self = .notUnique(words)
            default: self = .violation(words)
            }
        case .SQLITE_MISUSE where error.message == "Connection is closed": self = .closed
        default: self = .failed(words)
        }
    }
}
