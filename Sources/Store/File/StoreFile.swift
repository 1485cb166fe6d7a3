import Attendance
import Foundation
import GRDB
import Sealing

/// The open database of one data directory, and its key. Everything above speaks to repositories.
final class StoreFile: Sendable {
    let directory: URL
    let pool: DatabasePool
    let key: SealingKey?
    let knownPeople = KnownPeople()
    private let useLock: FileLock

    static let databaseName = "rollcall.db"
    static let keyName = "rollcall.key"
    /// "Roll" in ASCII, so that a backup can be told from any other SQLite file.
    static let applicationID = 0x526F_6C6C

    /// - Parameter patience: how long a writer waits for another process's transaction, in seconds.
    init(directory: URL, environment: [String: String], patience: TimeInterval = 10) throws(StoreError) {
        self.directory = directory
        try StoreFile.prepare(directory)
        guard let lock = try FileLock.acquire(directory.appending(path: "in-use.lock"), exclusive: false) else {
            throw .inUse(path: directory.path)
        }
        useLock = lock
        let file = directory.appending(path: StoreFile.databaseName)
        // One process opens at a time: making the file, its log and its tables is several steps, and a second first
        // run in the middle of them would meet a database that is not one yet.
        let turn = try FileLock.acquire(directory.appending(path: "locks/opening"), waits: true)
        defer { withExtendedLifetime(turn) {} }
        let keyFile = directory.appending(path: StoreFile.keyName)
        if !FileManager.default.fileExists(atPath: file.path), FileManager.default.fileExists(atPath: keyFile.path) {
            throw .missingDatabase(path: file.path)
        }
        try StoreFile.makePrivate(file.path)
        do {
            pool = try DatabasePool(path: file.path, configuration: StoreFile.configuration(patience: patience))
            // A punch that was acknowledged must survive a power cut: FULL makes every commit wait for the disk.
            // Set here, because the pool sets its writer to NORMAL while it opens.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            // A lost key is replaced: what the old one sealed asks to be entered again, and can be.
            key = try SealingKey.load(
                file: keyFile, environment: environment, createIfMissing: true)
            try StoreFile.migrate(pool, path: file.path, key: key)
        } catch let error as StoreError {
            throw error
        } catch {
            if case .damaged(_, let detail) = StoreError(error) { throw .damaged(path: file.path, detail: detail) }
            throw StoreError(error)
        }
    }

    static func configuration(patience: TimeInterval) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -24000")
            // A backfill dirties the same index pages again and again: a rarer checkpoint writes each of them once.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 16000")
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }

    private static func prepare(_ directory: URL) throws(StoreError) {
        try makeDirectory(directory.path)
        try makeDirectory(directory.appending(path: "locks").path)
        try makeDirectory(directory.appending(path: "exports").path)
        guard access(directory.path, W_OK) == 0 else {
            throw .directory(path: directory.path, reason: String(cString: strerror(errno)))
        }
    }

    /// Makes the database's file for its owner alone, and takes the rights of others away where it is there already.
    /// SQLite gives its log and its index the rights of the database.
    private static func makePrivate(_ path: String) throws(StoreError) {
        // Only a file that nobody has open yet is opened here: closing it would give up this process's locks on it.
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 || errno == EEXIST else {
            throw .directory(path: path, reason: String(cString: strerror(errno)))
        }
        if descriptor >= 0 { close(descriptor) }
        for name in [path, path + "-wal", path + "-shm"] {
            var status = stat()
            if stat(name, &status) == 0, status.st_mode & 0o077 != 0 { chmod(name, 0o600) }
        }
    }

    /// Makes a directory and those above it, for their owner alone.
    static func makeDirectory(_ path: String) throws(StoreError) {
        var status = stat()
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { return }
            throw .directory(path: path, reason: String(cString: strerror(ENOTDIR)))
        }
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if parent != path { try makeDirectory(parent) }
        // Another first run may have been faster.
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .directory(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private static func migrate(_ pool: DatabasePool, path: String, key: SealingKey?) throws {
        let migrator = Migrations.migrator(key: key)
        if try pool.read({ try migrator.hasBeenSuperseded($0) }) { throw StoreError.newerThanProgram(path: path) }
        if try pool.read({ try !migrator.hasCompletedMigrations($0) }) { try migrator.migrate(pool) }
    }

    // MARK: Transactions

    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws(StoreError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError(error)
        }
    }

    func write<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws(StoreError) -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw StoreError(error)
        }
    }
}
