import Attendance
import Database
import Foundation
import SQLiteDatabase
import TestSupport
import Testing

@testable import Store

/// What becomes of what former versions stored.
@Suite struct FormerVersionTests {
    private func at(_ version: String, _ body: (SQLiteFile) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let queue = try SQLiteFile(path: directory.appending(path: "old.db").path)
            try queue.migrate(Migrations.all(key: nil), upTo: version)
            try await body(queue)
            try queue.close()
        }
    }

    @Test func namesThatWereStoredInPiecesAreOnesWithThoseThatWereNot() async throws {
        try await at("006 mappings") { queue in
            try queue.write { database in
                try database.execute(
                    sql: "INSERT INTO person VALUES ('17', ?, 'nguyen'), ('18', 'Minh', 'minh')",
                    arguments: ["Nguye\u{302}\u{303}n"])
            }
            try queue.migrate(Migrations.all(key: nil), upTo: "007 time and accounts")
            let names = try queue.read {
                try String.fetchAll($0, sql: "SELECT name FROM person ORDER BY code")
            }
            #expect(names.map { Array($0.utf8) } == ["Nguy\u{1EC5}n", "Minh"].map { Array($0.utf8) })
        }
    }

    @Test func anAccountThatIsCalledLikeAPartOfTheProgramGetsAnotherNameAndHistoryTellsWhich() async throws {
        try await at("015 seals") { queue in
            try queue.write { database in
                for name in ["rules", "Command", "token x", "user-rules", "lan"] {
                    try database.execute(
                        sql: "INSERT INTO user (name, role, password, created_at) VALUES (?, 'viewer', 'x', 0)",
                        arguments: [name])
                }
                try database.execute(
                    sql: """
                        INSERT INTO notice (user_name, user_id, event, text_en, text_vi, at)
                        SELECT name, id, 'e', '', '', 0 FROM user WHERE name IN ('rules', 'lan')
                        """)
            }
            try queue.migrate(Migrations.all(key: nil), upTo: "018 reserved names")
            try queue.read { database in
                let names = try String.fetchAll(database, sql: "SELECT name FROM user ORDER BY id")
                #expect(names == ["user-rules-2", "user-Command", "user-token x", "user-rules", "lan"])
                let told = try String.fetchAll(database, sql: "SELECT user_name FROM notice ORDER BY user_name")
                #expect(told == ["lan", "user-rules-2"])
                let history = try Row.fetchAll(database, sql: "SELECT * FROM history ORDER BY id").map(
                    HistoryEntry.init)
                #expect(history.map(\.subject) == ["user-rules-2", "user-Command", "user-token x"])
                #expect(history.allSatisfy { $0.actor == .machine(.upgrade) && $0.event == "user.renamed" })
                #expect(history[0].what == .user(.renamed(from: "rules")))
            }
        }
    }

    @Test func aFileClientOfTheCommandLineKeepsItsFolderAndOneOfAPageNeedsItsOwnersWord() async throws {
        try await at("007 time and accounts") { queue in
            try queue.write { database in
                for (name, kind, actor, removed) in [
                    ("Drop", "file", "command", "NULL"), ("Demo", "file", "demo", "NULL"),
                    ("Page", "file", "lan", "NULL"), ("Hook", "webhook", "command", "NULL"),
                    ("Gone", "file", "command", "5"),
                ] {
                    try database.execute(
                        sql: """
                            INSERT INTO hr_client (name, kind, identity, fields, created_at, removed_at)
                            VALUES (?, ?, ?, ?, 0, \(removed))
                            """, arguments: [name, kind, name, "{\"path\":[\"/srv/\(name)/punches.csv\"]}"])
                    try database.execute(
                        sql: """
                            INSERT INTO history (at, actor, event, subject, detail_en, detail_vi)
                            VALUES (0, ?, 'hr.added', ?, '', '')
                            """, arguments: [actor, name])
                }
            }
            try queue.migrate(Migrations.all(key: nil), upTo: "008 owners and folders")
            let folders = try queue.read {
                try String.fetchAll($0, sql: "SELECT folder FROM file_folder ORDER BY folder")
            }
            #expect(folders == ["/srv/Demo", "/srv/Drop"])
        }
    }
}
