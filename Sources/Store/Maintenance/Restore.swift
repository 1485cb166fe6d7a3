import Attendance
import Database
import Foundation
import SQLiteDatabase
import Sealing

/// Puts a backup in the place of a data directory's database, after checking it.
public enum Restore {
    public struct Report: Sendable {
        /// Devices and HR clients with secret fields that nobody can read any more: to be entered again.
        public let secretsToEnter: [(owner: String, field: String)]
        /// Where the former database was kept; nil when there was none.
        public let formerDatabase: String?
    }

    /// - Throws: `notRollcall`, `damaged`, `newerThanProgram` before anything is touched; `inUse` while a Rollcall
    ///   process has the directory open.
    public static func run(
        from backup: String, into directory: URL, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(StoreFailure) -> Report {
        guard FileManager.default.isReadableFile(atPath: backup) else {
            throw .data(.directory(path: backup, reason: String(cString: strerror(ENOENT))))
        }
        try StoreFile.makeDirectory(directory.path)
        guard let lock = try FileLock.acquire(directory.appending(path: "in-use.lock")) else {
            throw .data(.inUse(path: directory.path))
        }
        return try withExtendedLifetime(lock) { () throws(StoreFailure) in
            try replace(directory, with: backup, environment)
        }
    }

    private static func replace(
        _ directory: URL, with backup: String, _ environment: [String: String]
    ) throws(StoreFailure) -> Report {
        let target = directory.appending(path: StoreFile.databaseName).path
        let incoming = target + ".incoming"
        defer { try? FileManager.default.removeItem(atPath: incoming) }
        do {
            try? FileManager.default.removeItem(atPath: incoming)
            try FileManager.default.copyItem(atPath: backup, toPath: incoming)
            chmod(incoming, 0o600)
            let carriedKey = try check(incoming, named: backup)
            let key = try key(of: directory, carried: carriedKey, environment)
            let lost = try dropUnreadable(incoming, key: key)
            let former = try moveAside(target)
            guard rename(incoming, target) == 0 else {
                throw DataFailure.directory(path: target, reason: String(cString: strerror(errno)))
            }
            return Report(secretsToEnter: lost, formerDatabase: former)
        } catch {
            if case .data(.damaged(_, let detail)) = StoreFailure(error) {
                throw .data(.damaged(path: backup, detail: detail))
            }
            throw StoreFailure(error)
        }
    }

    /// The key that the backup carries, taken out of it; throws unless the file is sound and of this program.
    private static func check(_ path: String, named name: String) throws -> String? {
        let file = try opened(path, named: name)
        if let damage = try file.damage() { throw DataFailure.damaged(path: name, detail: damage) }
        if try file.isNewer(than: Migrations.all(key: nil)) { throw DataFailure.newerThanProgram(path: name) }
        let key = try file.write { database in
            let key = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'backup-key'")
            try database.execute(sql: "DELETE FROM meta WHERE name = 'backup-key'")
            return key
        }
        try file.close()
        return key
    }

    private static func opened(_ path: String, named name: String) throws -> SQLiteFile {
        do {
            // The key's own bytes go with its row.
            let file = try SQLiteFile(path: path, .secureDelete)
            guard try file.applicationID() == StoreFile.applicationID else { throw DataFailure.notRollcall(path: name) }
            return file
        } catch DatabaseError.notADatabase {
            throw DataFailure.notRollcall(path: name)
        }
    }

    /// The directory's key from now on: the carried one, else the one that is there.
    private static func key(
        of directory: URL, carried: String?, _ environment: [String: String]
    ) throws -> SealingKey? {
        let file = directory.appending(path: StoreFile.keyName)
        if let carried {
            try? FileManager.default.removeItem(at: file)
            guard
                FileManager.default.createFile(
                    atPath: file.path, contents: Data((carried + "\n").utf8),
                    attributes: [.posixPermissions: NSNumber(value: 0o600)])
            else { throw DataFailure.directory(path: file.path, reason: String(cString: strerror(errno))) }
        }
        return try SealingKey.load(file: file, environment: environment, createIfMissing: true)
    }

    /// Removes the secrets that this key does not open.
    private static func dropUnreadable(
        _ path: String, key: SealingKey?
    ) throws -> [(owner: String, field: String)] {
        let file = try SQLiteFile(path: path)
        let lost = try file.write { database in
            var lost: [(owner: String, field: String)] = []
            let owners = try Row.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT secret.owner_kind, secret.owner_id, coalesce(device.name, hr_client.name, unbinding_case.number)
                    FROM secret
                    LEFT JOIN device ON secret.owner_kind IN ('device', 'hook') AND device.id = secret.owner_id
                    LEFT JOIN hr_client ON secret.owner_kind = 'hr' AND hr_client.id = secret.owner_id
                    LEFT JOIN unbinding_case ON secret.owner_kind = 'case' AND unbinding_case.id = secret.owner_id
                    """)
            for row in owners {
                guard let owner = SecretBox.Owner(rawValue: row[0]) else { continue }
                let box = SecretBox(owner: owner, id: row[1], key: key)
                if (try? box.load(from: database)) != nil { continue }
                let devices = try owner == .account ? database.devices(ofAccount: row[1]) : nil
                let name: String = row[2] ?? devices ?? "Rollcall"
                let names =
                    owner == .account ? try CredentialBox(box: box).names(in: database) : try box.names(in: database)
                lost += names.map {
                    (owner: name, field: owner == .hook ? "webhook address" : $0)
                }
                try box.remove(from: database)
            }
            if try forgetUnreadablePhotos(in: database, key: key) {
                lost.append((owner: "unbinding cases", field: "photos"))
            }
            return lost
        }
        try file.close()
        return lost
    }

    /// Photos are all sealed with one key: where it does not open one it opens none, and what nobody can see is dropped.
    private static func forgetUnreadablePhotos(in database: Database, key: SealingKey?) throws -> Bool {
        guard try database.tableExists("evidence") else { return false }
        let photo = try Row.fetchOne(database, sql: "SELECT id, shown FROM evidence WHERE shown IS NOT NULL LIMIT 1")
        guard let photo else { return false }
        let id: Int64 = photo["id"]
        let sealed: Data = photo["shown"]
        if let key, (try? key.open(Array(sealed), place: "evidence/\(id)/shown")) != nil { return false }
        try database.execute(sql: "UPDATE evidence SET whole = NULL, shown = NULL")
        try database.execute(sql: "UPDATE company SET document = NULL")
        return true
    }

    /// The former database, with its log merged into it, under a name that says when it was replaced.
    private static func moveAside(_ target: String) throws -> String? {
        guard FileManager.default.fileExists(atPath: target) else { return nil }
        if let former = try? SQLiteFile(path: target) {
            try? former.mergeLog()
            try? former.close()
        }
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: target + suffix) }
        let aside = "\(target).before-restore-\(Int(Date().timeIntervalSince1970))"
        guard rename(target, aside) == 0 else {
            throw DataFailure.directory(path: target, reason: String(cString: strerror(errno)))
        }
        return aside
    }
}
