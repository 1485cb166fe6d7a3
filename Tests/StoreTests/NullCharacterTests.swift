import Attendance
import Database
import Foundation
import GRDB
import SQLiteDatabase
import TestSupport
import Testing

@testable import Store

/// A U+0000 in a vendor's texts stops no device, cuts no text and looks like no correction.
@Suite struct NullCharacterTests {
    private func hostile(_ number: Int, code: String = "10\0" + "01") -> Punch {
        var punch = Ledger.punch(number, code: code, raw: "{\"k\":\"\0\"}")
        punch.sourceKey = "k\0\(number)"
        punch.personName = "La\0n"
        punch.sourceDevice = "door\0" + "1"
        return punch
    }

    private func shown(_ ledger: Ledger) async throws -> [StoredPunch] {
        try await ledger.store.punches.page(PunchFilter()).punches.map(\.punch)
    }

    @Test func hostileTextsAreStoredWholeAndShown() async throws {
        try await Ledger.with { ledger in
            #expect(try await ledger.ingest([hostile(1), hostile(2)]).new == 2)
            let punch = try #require(await shown(ledger).last)
            #expect(punch.sourceKey == "k\u{2400}1" && punch.code == "10\u{2400}01")
            #expect(punch.personName == "La\u{2400}n" && punch.sourceDevice == "door\u{2400}1")
            let raw = try await ledger.store.punches.trace(punch.id).raw
            #expect(raw == Array("{\"k\":\"\0\"}".utf8), "the record keeps its bytes")
        }
    }

    @Test func theSameRecordAgainIsKnownAndNotCorrected() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([hostile(1), hostile(2)])
            for _ in 0..<2 {
                let again = try await ledger.ingest([hostile(1), hostile(2)])
                #expect(again.new == 0 && again.duplicates == 2 && again.corrected == 0)
            }
            let better = try await ledger.ingest([hostile(1, code: "77")])
            #expect(better.corrected == 1)
        }
    }

    @Test func whatAFormerVersionStoredIsKnownAgain() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1), Ledger.punch(2)])
            // As it lay there before: with the character itself, in keys and people.
            let queue = try DatabaseQueue(path: ledger.directory.appending(path: "rollcall.db").path)
            try await queue.write { database in
                for number in [1, 2] {
                    try database.execute(
                        sql: """
                            UPDATE punch SET source_key = CAST(? AS TEXT), code = CAST(? AS TEXT),
                              person_name = CAST(? AS TEXT) WHERE source_key = ?
                            """,
                        arguments: [
                            Data("k\0\(number)".utf8), Data("10\0".utf8) + Data("01".utf8), Data("La\0n".utf8),
                            "k\(number)",
                        ])
                }
                try database.execute(
                    sql: """
                        DELETE FROM person; INSERT INTO person SELECT DISTINCT code, person_name, 'lan' FROM punch;
                        INSERT INTO received SELECT id, CAST(x'7200' AS TEXT), 1, 5, NULL FROM source LIMIT 1;
                        DELETE FROM grdb_migrations WHERE identifier >= '017';
                        """)
            }
            try queue.close()
            let migrated = try SQLiteFile(path: ledger.directory.appending(path: "rollcall.db").path)
            try migrated.migrate(Migrations.all(key: nil), upTo: "017 null characters")
            let (received, people) = try migrated.read { database in
                (
                    try String.fetchOne(database, sql: "SELECT source_key FROM received"),
                    try String.fetchOne(database, sql: "SELECT code || '/' || name FROM person")
                )
            }
            #expect(received == "r\u{2400}" && people == "10\u{2400}01/La\u{2400}n")
            try migrated.close()
            let again = try await ledger.ingest([hostile(1), hostile(2)])
            #expect(again.new == 0 && again.duplicates == 2 && again.corrected == 0)
            #expect(try await shown(ledger).map(\.code) == ["10\u{2400}01", "10\u{2400}01"])
        }
    }

    @Test func anyOtherTextIsFoundAsItWasGiven() async throws {
        try await Ledger.with { ledger in
            _ = try await ledger.store.devices.add(
                Ledger.draft("Roof\0deck", place: "9"), act: Act(by: .person("test"), at: ledger.now))
            #expect(try await ledger.store.devices.names().map(\.name).contains("Roof\u{2400}deck"))
            try await ledger.store.history.record(
                .program(.settingChanged(to: "c\0d")), of: "a\0b", act: Act(by: .person("t\0"), at: ledger.now))
            let entry = try #require(await ledger.store.history.entries(limit: 1).first)
            #expect(
                entry.subject == "a\u{2400}b" && entry.what == .program(.settingChanged(to: "c\u{2400}d"))
                    && entry.actor == .person("t\u{2400}"))
        }
    }
}
