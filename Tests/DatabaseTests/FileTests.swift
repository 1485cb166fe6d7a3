import Database
import Foundation
import SQLiteDatabase
import TestSupport
import Testing

/// The file itself: what is looked at, copied and merged.
@Suite struct FileTests {
    private func rights(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func everyCommitWaitsForTheDisk() async throws {
        try await Bench.with { bench in
            let (journal, synchronous) = try await bench.pool.durability()
            #expect(journal == "wal" && synchronous == 2)
        }
    }

    @Test func aCopyIsOneFileOfItsOwnerAlone() async throws {
        try await Bench.with { bench in
            try await bench.pool.write { try $0.execute(sql: "INSERT INTO item (name) VALUES ('a')") }
            let path = bench.path + ".copy"
            let copy = try bench.pool.backUp(to: path)
            try copy.write { try $0.execute(sql: "INSERT INTO item (name) VALUES ('b')") }
            try copy.close()
            #expect(try rights(path) == 0o600)
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
            #expect(try await bench.count() == 1)
            let read = try SQLiteFile(path: path).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM item") }
            #expect(read == 2)
            let error = #expect(throws: DatabaseError.self) {
                _ = try bench.pool.backUp(to: bench.path + "/inside")
            }
            guard case .cannotOpen? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func rightsOfOthersAreTakenAway() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "new.db").path
            try SQLiteFile.makePrivate(path)
            #expect(try rights(path) == 0o600)
            chmod(path, 0o644)
            #expect(FileManager.default.createFile(atPath: path + "-wal", contents: Data()))
            chmod(path + "-wal", 0o664)
            try SQLiteFile.makePrivate(path)
            #expect(try rights(path) == 0o600 && rights(path + "-wal") == 0o600)
        }
    }

    @Test func aFileIsKnownByItsNumberAndItsDamageIsSaid() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "one.db").path
            let file = try SQLiteFile(path: path, .rollbackJournal)
            #expect(try file.applicationID() == 0)
            try file.write { database in
                try database.execute(
                    sql: "PRAGMA application_id = 77; CREATE TABLE item (name TEXT); CREATE INDEX names ON item (name)")
                for number in 0..<2000 {
                    try database.execute(sql: "INSERT INTO item VALUES (?)", arguments: ["name \(number)"])
                }
            }
            #expect(try file.applicationID() == 77)
            #expect(try file.damage() == nil)
            try file.close()
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            bytes.replaceSubrange(20_480..<24_576, with: Data(repeating: 9, count: 4096))
            try bytes.write(to: URL(fileURLWithPath: path))
            let damage: String?
            do { damage = try SQLiteFile(path: path).damage() } catch DatabaseError.damaged(let words) {
                damage = words
            }
            #expect(damage?.isEmpty == false)
        }
    }

    @Test func aLogIsMergedIntoItsFile() async throws {
        try await Bench.with { bench in
            try await bench.pool.write { try $0.execute(sql: "INSERT INTO item (name) VALUES ('a')") }
            try await bench.pool.close()
            let file = try SQLiteFile(path: bench.path)
            try file.write { try $0.execute(sql: "INSERT INTO item (name) VALUES ('b')") }
            try file.mergeLog()
            let log = try FileManager.default.attributesOfItem(atPath: bench.path + "-wal")[.size] as? Int
            #expect(log == 0)
        }
    }

    @Test func migrationsRunOnceAndThoseOfANewerProgramAreSeen() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "one.db").path
            let first = Migration("1") { try $0.execute(sql: "CREATE TABLE item (name TEXT)") }
            let second = Migration("2") { try $0.execute(sql: "INSERT INTO item VALUES ('once')") }
            let pool = try SQLitePool(path: path, patience: 1)
            for _ in 0..<2 { try pool.migrate([first, second]) }
            #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM item") } == 1)
            #expect(try !pool.isNewer(than: [first, second]) && pool.isNewer(than: [first]))
            try await pool.close()
            let other = try SQLiteFile(path: directory.appending(path: "other.db").path)
            try other.migrate([first, second], upTo: "1")
            #expect(try other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM item") } == 0)
            #expect(try !other.isNewer(than: [first, second]))
        }
    }
}
