import Database
import Foundation
import GRDB
import TestSupport
import Testing

import enum Database.DatabaseError

@testable import SQLiteDatabase

/// Errors are told apart, whatever the engine calls them.
@Suite struct ErrorTests {
    @Test func aTakenKeyIsNoOtherViolation() async throws {
        try await Bench.with { bench in
            try await bench.pool.write { database in
                try database.execute(sql: "INSERT INTO item (id, name) VALUES (1, 'a')")
                let again = #expect(throws: DatabaseError.self) {
                    try database.execute(sql: "INSERT INTO item (name) VALUES ('a')")
                }
                guard case .notUnique(let words)? = again else {
                    Issue.record("\(String(describing: again))")
                    return
                }
                #expect(words.contains("item.name"))
                let wrong = #expect(throws: DatabaseError.self) {
                    try database.execute(sql: "INSERT INTO item (size) VALUES ('text')")
                }
                guard case .violation? = wrong else {
                    Issue.record("\(String(describing: wrong))")
                    return
                }
            }
        }
    }

    @Test func aWriterThatWaitsTooLongIsLocked() async throws {
        try await Bench.with { bench in
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: bench.path, configuration: configuration)
            try await other.writeWithoutTransaction { database in
                try database.execute(sql: "BEGIN IMMEDIATE")
            }
            await #expect(throws: DatabaseError.locked) {
                try await bench.pool.write { try $0.execute(sql: "DELETE FROM item") }
            }
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            try await bench.pool.write { try $0.execute(sql: "DELETE FROM item") }
        }
    }

    @Test func whatIsNoDatabaseIsNotOneThatIsDamaged() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "text.db").path
            try Data("a text of some length, which is not what a database begins with".utf8).write(
                to: URL(fileURLWithPath: path))
            let error = #expect(throws: DatabaseError.self) {
                try SQLiteFile(path: path).read { _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
            }
            guard case .notADatabase? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func aStatementThatNobodyUnderstandsHasFailed() async throws {
        try await Bench.with { bench in
            let error = await #expect(throws: DatabaseError.self) {
                try await bench.pool.read { _ = try Int.fetchOne($0, sql: "SELECT name FROM nowhere") }
            }
            guard case .failed(let words)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(words.contains("nowhere"))
        }
    }

    @Test(arguments: [
        (ResultCode.SQLITE_FULL, DatabaseError.full), (.SQLITE_BUSY, .locked), (.SQLITE_LOCKED, .locked),
        (.SQLITE_CORRUPT, .damaged("words")), (.SQLITE_NOTADB, .notADatabase("words")),
        (.SQLITE_READONLY, .readOnly), (.SQLITE_CANTOPEN, .cannotOpen("words (14)")),
        (.SQLITE_IOERR, .io("words (10)")), (.SQLITE_INTERRUPT, .cancelled), (.SQLITE_CONSTRAINT, .violation("words")),
        (.SQLITE_CONSTRAINT_PRIMARYKEY, .notUnique("words")), (.SQLITE_ERROR, .failed("words")),
    ])
    func eachCodeOfTheEngineHasItsWord(_ code: ResultCode, _ error: DatabaseError) {
        #expect(DatabaseError(GRDB.DatabaseError(resultCode: code, message: "words")) == error)
    }
}
