import Database
import Foundation
import GRDB

import enum Database.DatabaseError

extension SQLiteFile {
    /// The number by which programs tell their files from those of others.
    public func applicationID() throws -> Int {
        try read { try Int.fetchOne($0, sql: "PRAGMA application_id") } ?? 0
    }

    /// What is wrong with the file, in SQLite's words; nil where it is sound.
    public func damage() throws -> String? {
        let verdict = try read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        return verdict == "ok" ? nil : verdict ?? ""
    }

    /// Merges the log beside a file into it, and empties the log.
    public func mergeLog() throws {
        _ = try translating { try queue.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
    }

    /// Makes a database's file for its owner alone, and takes the rights of others away where it is there already.
    /// SQLite gives its log and its index the rights of the database.
    ///
    /// - Throws: `DatabaseError.cannotOpen` with the system's reason.
    public static func makePrivate(_ path: String) throws {
        // Only a file that nobody has open yet is opened here: closing it would give up this process's locks on it.
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 || errno == EEXIST else {
            throw DatabaseError.cannotOpen(String(cString: strerror(errno)))
        }
        if descriptor >= 0 { Glibc.close(descriptor) }
        for name in [path, path + "-wal", path + "-shm"] {
            var status = stat()
            if stat(name, &status) == 0, status.st_mode & 0o077 != 0 { chmod(name, 0o600) }
        }
    }
}
