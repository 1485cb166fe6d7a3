import Database
import Foundation
import SQLiteDatabase
import TestSupport

/// A pool over a new file with one table.
struct Bench {
    let path: String
    let pool: SQLitePool

    static func with(_ body: (Bench) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "bench.db").path
            let pool = try SQLitePool(path: path, patience: 0.05)
            try await pool.write {
                try $0.execute(
                    sql: "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, size REAL, body BLOB) STRICT")
            }
            try await body(Bench(path: path, pool: pool))
        }
    }

    func count() async throws -> Int? {
        try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM item") }
    }
}
