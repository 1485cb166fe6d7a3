import Attendance
import Database
import Foundation
import SQLiteDatabase
import Sealing

/// The open database of one data directory, and its key. Everything above speaks to repositories.
final class StoreFile: Sendable {
    let directory: URL
    let pool: SQLitePool
    let key: SealingKey?
    let knownPeople = KnownPeople()
    private let useLock: FileLock

    static let databaseName = "rollcall.db"
    static let keyName = "rollcall.key"
    /// "Roll" in ASCII, so that a backup can be told from any other SQLite file.
    static let applicationID = 0x526F_6C6C

    /// - Parameter patience: how long a writer waits for another process's transaction, in seconds.
    init(directory: URL, environment: [String: String], patience: TimeInterval = 10) throws(StoreFailure) {
        self.directory = directory
        try StoreFile.prepare(directory)
        guard let lock = try FileLock.acquire(directory.appending(path: "in-use.lock"), exclusive: false) else {
            throw .data(.inUse(path: directory.path))
        }
        useLock = lock
        let file = directory.appending(path: StoreFile.databaseName)
        // One process opens at a time: making the file, its log and its tables is several steps, and a second first
        // run in the middle of them would meet a database that is not one yet.
        let turn = try FileLock.acquire(directory.appending(path: "locks/opening"), waits: true)
        defer { withExtendedLifetime(turn) {} }
        let keyFile = directory.appending(path: StoreFile.keyName)
        if !FileManager.default.fileExists(atPath: file.path), FileManager.default.fileExists(atPath: keyFile.path) {
            throw .data(.missingDatabase(path: file.path))
        }
        do {
            do {
                try SQLiteFile.makePrivate(file.path)
            } catch DatabaseError.cannotOpen(let reason) {
                throw DataFailure.directory(path: file.path, reason: reason)
            }
            pool = try SQLitePool(path: file.path, patience: patience)
            // A lost key is replaced: what the old one sealed asks to be entered again, and can be.
            key = try SealingKey.load(
                file: keyFile, environment: environment, createIfMissing: true)
            let migrations = Migrations.all(key: key)
            if try pool.isNewer(than: migrations) { throw DataFailure.newerThanProgram(path: file.path) }
            try pool.migrate(migrations)
        } catch {
            if case .data(.damaged(_, let detail)) = StoreFailure(error) {
                throw .data(.damaged(path: file.path, detail: detail))
            }
            throw StoreFailure(error)
        }
    }

    private static func prepare(_ directory: URL) throws(StoreFailure) {
        try makeDirectory(directory.path)
        try makeDirectory(directory.appending(path: "locks").path)
        try makeDirectory(directory.appending(path: "exports").path)
        guard access(directory.path, W_OK) == 0 else {
            throw .data(.directory(path: directory.path, reason: String(cString: strerror(errno))))
        }
    }

    /// Makes a directory and those above it, for their owner alone.
    static func makeDirectory(_ path: String) throws(StoreFailure) {
        var status = stat()
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { return }
            throw .data(.directory(path: path, reason: String(cString: strerror(ENOTDIR))))
        }
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if parent != path { try makeDirectory(parent) }
        // Another first run may have been faster.
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .data(.directory(path: path, reason: String(cString: strerror(errno))))
        }
    }

    // MARK: Transactions

    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws(StoreFailure) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreFailure(error)
        }
    }

    @discardableResult
    func write<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws(StoreFailure) -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw StoreFailure(error)
        }
    }
}
