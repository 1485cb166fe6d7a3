import Database
import Foundation
import SQLiteDatabase
import TestSupport
import Testing

/// What a transaction promises.
@Suite struct TransactionTests {
    private struct Stop: Error {}

    @Test func whatThrowsLeavesNothing() async throws {
        try await Bench.with { bench in
            for mode in [WriteMode.alone, .beside] {
                await #expect(throws: Stop.self) {
                    try await bench.pool.write(mode) { database in
                        try database.execute(sql: "INSERT INTO item (name) VALUES ('a')")
                        throw Stop()
                    }
                }
            }
            let left = try await bench.count()
            #expect(left == 0)
        }
    }

    @Test func aReaderSeesWhatWasThereWhenItBegan() async throws {
        try await Bench.with { bench in
            let began = Gate()
            let written = DispatchSemaphore(value: 0)
            let pool = bench.pool
            async let seen = pool.read { database in
                let before = try Int.fetchOne(database, sql: "SELECT count(*) FROM item")
                began.open()
                written.wait()
                return [before, try Int.fetchOne(database, sql: "SELECT count(*) FROM item")]
            }
            await began.wait()
            try await pool.write { try $0.execute(sql: "INSERT INTO item (name) VALUES ('a')") }
            written.signal()
            #expect(try await seen == [0, 0])
            #expect(try await bench.count() == 1)
        }
    }

    @Test func aTransactionInATransactionIsRefused() async throws {
        try await Bench.with { bench in
            await #expect(throws: DatabaseError.self) {
                try await bench.pool.write { try $0.execute(sql: "BEGIN") }
            }
            let left = try await bench.count()
            #expect(left == 0)
        }
    }

    @Test func aTransactionIsOfNoUseBehindItsEnd() async throws {
        try await withTemporaryDirectory { directory in
            let file = try SQLiteFile(path: directory.appending(path: "one.db").path)
            var kept: Database?
            var statement: Statement?
            try file.write { database in
                kept = database
                statement = try database.cachedStatement(sql: "SELECT 1")
            }
            #expect(throws: DatabaseError.over) { try kept?.execute(sql: "SELECT 1") }
            #expect(throws: DatabaseError.over) { _ = try kept.map { try Int.fetchOne($0, sql: "SELECT 1") } }
            #expect(throws: DatabaseError.over) { try statement?.execute() }
            #expect(throws: DatabaseError.over) { _ = try statement.map { try Int.fetchOne($0) } }
        }
    }

    @Test func aReaderWritesNothing() async throws {
        try await Bench.with { bench in
            await #expect(throws: DatabaseError.readOnly) {
                try await bench.pool.read { try $0.execute(sql: "INSERT INTO item (name) VALUES ('a')") }
            }
        }
    }

    @Test func whoDoesNotWaitAnyMoreGetsNothingDone() async throws {
        try await Bench.with { bench in
            let pool = bench.pool
            let began = Gate()
            let task = Task {
                try await pool.write { database in
                    try database.execute(sql: "INSERT INTO item (name) VALUES ('a')")
                    began.open()
                    // Runs until it is interrupted.
                    _ = try Int.fetchOne(
                        database,
                        sql: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n")
                }
            }
            await began.wait()
            task.cancel()
            await #expect(throws: DatabaseError.cancelled) { try await task.value }
            let left = try await bench.count()
            #expect(left == 0)
        }
    }

    @Test func whatIsClosedSaysSo() async throws {
        try await Bench.with { bench in
            try await bench.pool.close()
            await #expect(throws: DatabaseError.closed) { _ = try await bench.count() }
        }
    }
}

/// Opened from a transaction's thread, waited for by a task.
private final class Gate: Sendable {
    private let stream = AsyncStream.makeStream(of: Void.self)

    func open() { stream.continuation.finish() }

    func wait() async { for await _ in stream.stream {} }
}
