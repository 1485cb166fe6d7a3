import Database
import GRDB

extension SQLitePool {
    /// Whether a newer program has changed the schema by migrations that are not among these.
    public func isNewer(than migrations: [Migration]) throws -> Bool {
        try translating { try pool.read { try DatabaseMigrator(migrations).hasBeenSuperseded($0) } }
    }

    /// Runs the migrations that were not run yet, each in a transaction of its own.
    public func migrate(_ migrations: [Migration]) throws {
        try translating {
            let migrator = DatabaseMigrator(migrations)
            if try pool.read({ try !migrator.hasCompletedMigrations($0) }) { try migrator.migrate(pool) }
        }
    }
}

extension SQLiteFile {
    /// Whether a newer program has changed the schema by migrations that are not among these.
    public func isNewer(than migrations: [Migration]) throws -> Bool {
        try translating { try queue.read { try DatabaseMigrator(migrations).hasBeenSuperseded($0) } }
    }

    /// Runs the migrations that were not run yet, up to the one of this name.
    public func migrate(_ migrations: [Migration], upTo name: String) throws {
        try translating { try DatabaseMigrator(migrations).migrate(queue, upTo: name) }
    }
}

extension DatabaseMigrator {
    fileprivate init(_ migrations: [Migration]) {
        self.init()
        for migration in migrations {
            registerMigration(migration.name) { try SQLiteConnection.transaction($0, migration.change) }
        }
    }
}
