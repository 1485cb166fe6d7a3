import Database
import Foundation
import SQLiteDatabase
import Testing

/// What goes into a column comes out of it.
@Suite struct ValueTests {
    @Test func everyTypeComesBackAsItWent() async throws {
        try await Bench.with { bench in
            try await bench.pool.write { database throws in
                for value in [Int64.min, -1, 0, 1, .max] {
                    #expect(try Int64.fetchOne(database, sql: "SELECT ?", arguments: [value]) == value)
                }
                for value in [-1.5, 0, 1e300] {
                    #expect(try Double.fetchOne(database, sql: "SELECT ?", arguments: [value]) == value)
                }
                for value in ["", "Nguyễn", "a'b\"c", String(repeating: "đ", count: 100_000)] {
                    #expect(try String.fetchOne(database, sql: "SELECT ?", arguments: [value]) == value)
                }
                for value in [Data(), Data([0, 255, 0]), Data(repeating: 7, count: 5_000_000)] {
                    #expect(try Data.fetchOne(database, sql: "SELECT ?", arguments: [value]) == value)
                }
                for value in [true, false] {
                    #expect(try Bool.fetchOne(database, sql: "SELECT ?", arguments: [value]) == value)
                }
            }
        }
    }

    @Test func nothingIsNoZeroAndNoEmptyText() async throws {
        try await Bench.with { bench in
            try await bench.pool.write { database in
                let row = try Row.fetchOne(
                    database, sql: "SELECT ? AS number, ? AS text, ? AS bytes, '' AS empty",
                    arguments: [Int64?.none, String?.none, Data?.none])
                #expect(row?["number"] == Int64?.none && row?["text"] == String?.none && row?["bytes"] == Data?.none)
                #expect(row?["empty"] == "")
                #expect(try Int.fetchOne(database, sql: "SELECT max(id) FROM item") == nil)
                #expect(try Int?.fetchAll(database, sql: "SELECT 1 UNION ALL SELECT NULL") == [1, nil])
            }
        }
    }

    @Test func aNilKeepsItsType() {
        let arguments: Arguments = [Int64?.none, String?.none, Data?.none, Bool?.none, Double?.none, "x"]
        #expect(arguments.values.map(\.type) == [.integer, .text, .blob, .boolean, .real, .text])
        #expect(arguments.values.map(\.value) == [nil, nil, nil, nil, nil, .text("x")])
    }

    @Test func aNullCharacterIsShownAndCutsNothing() async throws {
        try await Bench.with { bench in
            try await bench.pool.write { database in
                try database.execute(sql: "INSERT INTO item (name) VALUES (?)", arguments: ["a\0b"])
                #expect(try String.fetchOne(database, sql: "SELECT name FROM item") == "a\u{2400}b")
                let found = try Bool.fetchOne(
                    database, sql: "SELECT EXISTS (SELECT 1 FROM item WHERE name = ?)", arguments: ["a\0b"])
                #expect(found == true)
                // What a former version stored is read whole.
                #expect(try String.fetchOne(database, sql: "SELECT CAST(x'410042' AS TEXT)") == "A\0B")
            }
            #expect("a\0\0".storable == "a\u{2400}\u{2400}" && "plain".storable == "plain")
        }
    }

    @Test func rowsAreReadByPositionAndByName() async throws {
        try await Bench.with { bench in
            let rows = try await bench.pool.write { database in
                for number in 1...3 {
                    try database.execute(
                        sql: "INSERT INTO item (name, size) VALUES (?2, ?1)",
                        arguments: [Double(number) / 2, "n\(number)"])
                }
                return try Row.fetchAll(database, sql: "SELECT id AS number, name, size FROM item ORDER BY id")
            }
            #expect(rows.map { $0["name"] as String } == ["n1", "n2", "n3"])
            #expect(rows.map { $0[2] as Double } == [0.5, 1, 1.5])
            #expect(rows.map { $0["number"] as Int } == [1, 2, 3])
            #expect(rows[0].hasColumn("size") && !rows[0].hasColumn("id"))
        }
    }

    @Test func aCursorGoesRowByRowAndASetHoldsEachValueOnce() async throws {
        try await Bench.with { bench in
            try await bench.pool.read { database in
                let cursor = try Row.fetchCursor(
                    database, sql: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
                #expect(try (0..<3).map { _ in try cursor.next()?[0] as Int? } == [1, 2, 3])
                let none = try Row.fetchCursor(database, sql: "SELECT id FROM item")
                #expect(try none.next() == nil)
                #expect(try Int.fetchSet(database, sql: "SELECT 1 UNION ALL SELECT 1 UNION ALL SELECT 2") == [1, 2])
            }
        }
    }

    @Test func argumentsAreJoinedInTheirOrder() {
        var arguments: Arguments = ["a"]
        arguments += Arguments([1, 2] as [Int64])
        #expect((arguments + ["b"]).values.map(\.value) == [.text("a"), .integer(1), .integer(2), .text("b")])
        #expect(Arguments().isEmpty && !arguments.isEmpty)
        #expect(Database.marks(3) == "?,?,?" && Database.marks(0) == "")
    }
}
