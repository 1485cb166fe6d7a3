import Database
import Foundation
import SQLiteDatabase
import Testing

@Suite struct StatementTests {
    @Test func aChangeSaysHowManyRowsItTouched() async throws {
        try await Bench.with { bench in
            try await bench.pool.write { database throws in
                for name in ["a", "b", "c"] {
                    #expect(
                        try database.execute(sql: "INSERT INTO item (name) VALUES (?)", arguments: [name]) == 1)
                }
                #expect(try database.execute(sql: "UPDATE item SET size = 1 WHERE name > 'a'") == 2)
                #expect(try database.execute(sql: "DELETE FROM item WHERE name = 'x'") == 0)
                let again = "INSERT INTO item (name) VALUES (?) ON CONFLICT (name) DO NOTHING"
                #expect(try database.execute(sql: again, arguments: ["a"]) == 0)
            }
        }
    }

    @Test func aNewRowTellsItsId() async throws {
        try await Bench.with { bench in
            let insert = "INSERT INTO item (name) VALUES (?) RETURNING id"
            let ids = try await bench.pool.write { database in
                try ["a", "b"].map { try database.insert(sql: insert, arguments: [$0]) }
            }
            #expect(ids == [1, 2])
            #expect(try await bench.count() == 2)
            await #expect(throws: DatabaseError.self) {
                try await bench.pool.write { database in
                    _ = try database.insert(sql: "INSERT INTO item (name) VALUES (?)", arguments: ["c"])
                }
            }
            #expect(try await bench.count() == 2, "what told no id is not there")
        }
    }

    @Test func aPreparedStatementRunsAgainWithOtherValues() async throws {
        try await Bench.with { bench in
            try await bench.pool.write { database in
                let insert = try database.cachedStatement(sql: "INSERT INTO item (name, size) VALUES (?, ?)")
                #expect(try insert.execute(arguments: ["a", 1.5]) == 1)
                #expect(try insert.execute(arguments: ["b", Double?.none]) == 1)
                let find = try database.cachedStatement(sql: "SELECT size FROM item WHERE name = ?")
                #expect(try Double.fetchOne(find, arguments: ["a"]) == 1.5)
                #expect(try Double.fetchOne(find, arguments: ["b"]) == nil)
                #expect(try Row.fetchOne(find, arguments: ["c"]) == nil)
                #expect(try Row.fetchAll(find, arguments: ["a"]).count == 1)
            }
        }
    }

    @Test func severalStatementsRunInOneGo() async throws {
        try await Bench.with { bench in
            try await bench.pool.write {
                try $0.execute(sql: "INSERT INTO item (name) VALUES ('a'); INSERT INTO item (name) VALUES ('b');")
                #expect(try $0.tableExists("item") && !$0.tableExists("other"))
            }
            #expect(try await bench.count() == 2)
        }
    }

    @Test func theFastLoopBindsValueByValue() async throws {
        try await Bench.with { bench in
            try await bench.pool.write { database in
                let sql = "INSERT INTO item (id, name, body) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING"
                let insert = try database.sqlite().statement(sql)
                let connection = try database.sqlite()
                for (id, name) in [(4, "bốn"), (5, "năm"), (6, "bốn")] as [(Int64, String)] {
                    insert.bind(id, at: 1)
                    try Array(name.utf8).withUnsafeBytes { text in
                        insert.bind(inPlace: text, at: 2)
                        try [UInt8(id), 0].withUnsafeBytes { bytes in
                            insert.bind(blobInPlace: bytes, at: 3)
                            try insert.run()
                        }
                    }
                    #expect(connection.changes == (id < 6 ? 1 : 0))
                }
                #expect(connection.lastInsertedID == 5)
                insert.clear()
                let find = try connection.statement("SELECT id, name FROM item WHERE name = ? AND id > ?")
                find.bind("năm", at: 1)
                find.bind(4, at: 2)
                let found = try find.first { ($0.integer(at: 0), $0.text(at: 1)) }
                #expect(found?.0 == 5 && found?.1 == "năm")
                find.bind(Int64?.none, at: 2)
                #expect(try find.first { $0.integer(at: 0) } == nil)
                find.bind(String?.none, at: 1)
                #expect(try find.first { $0.integer(at: 0) } == nil)
                #expect(try Data.fetchOne(database, sql: "SELECT body FROM item WHERE id = 4") == Data([4, 0]))
            }
        }
    }

    @Test func theFastLoopSaysWhichKeyWasTaken() async throws {
        try await Bench.with { bench in
            await #expect(throws: DatabaseError.self) {
                try await bench.pool.write { database in
                    let insert = try database.sqlite().statement("INSERT INTO item (id) VALUES (?)")
                    insert.bind(1, at: 1)
                    try insert.run()
                    try insert.run()
                }
            }
            let left = try await bench.count()
            #expect(left == 0)
        }
    }

    @Test func aTransactionOfAnotherEngineHasNoSQLiteToLend() {
        #expect(throws: DatabaseError.self) { _ = try Database(OtherEngine()).sqlite() }
    }
}

/// A driver of some other engine.
private final class OtherEngine: Connection {
    let dialect = Dialect.sqlite
    func execute(sql: String, arguments: Arguments) throws -> Int { throw DatabaseError.closed }
    func answer(sql: String, arguments: Arguments) throws -> any Answer { throw DatabaseError.closed }
    func prepare(sql: String) throws -> any PreparedStatement { throw DatabaseError.closed }
    func tableExists(_ name: String) throws -> Bool { throw DatabaseError.closed }
}
