import Database
import SQLiteDatabase
import Testing

/// The words of each engine are ones that it understands.
@Suite struct DialectTests {
    @Test func hintsAreUnderstood() async throws {
        try await Bench.with { bench in
            let plan = try await bench.pool.write { database in
                try database.execute(sql: "CREATE INDEX item_size ON item (size)")
                let dialect = database.dialect
                let sql = """
                    SELECT * FROM item AS one \(dialect.joinInOrder) item AS two \(dialect.indexed(by: "item_size"))
                    ON \(dialect.unindexed("two.id")) = one.id WHERE two.size > 1
                    """
                return try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
            }
            #expect(plan == ["SCAN one", "SEARCH two USING INDEX item_size (size>?)"])
        }
    }

    @Test func theGreaterAndTheSmallerOfTwo() async throws {
        try await Bench.with { bench in
            let row = try await bench.pool.read { database in
                let dialect = database.dialect
                return try Row.fetchOne(
                    database, sql: "SELECT \(dialect.greatest("2", "10")), \(dialect.least("2", "10"))")
            }
            #expect(row?[0] == 10 && row?[1] == 2)
        }
    }
}
