import Attendance
import Database
import ProgramSettings

/// The settings as they are stored.
public struct SettingsRepository: Sendable {
    let file: StoreFile

    public func current() async throws(StoreFailure) -> Settings {
        try await file.read { try $0.settings() }
    }

    public func set(_ name: String, _ value: String, act: Act) async throws(StoreFailure) {
        try await set([(name, value)], act: act)
    }

    /// Sets several in one transaction, each judged beside what is stored now and beside those before it.
    ///
    /// - Throws: `StoreFailure` for the first that is not taken; none is set then.
    public func set(
        _ changes: [SettingChange], act: Act
    ) async throws(StoreFailure) {
        try await file.write { database in
            var settings = try database.settings()
            for change in changes { try settings.set(change.name, change.value) }
            let listed = Dictionary(settings.listed.map { ($0.name, $0.value) }) { first, _ in first }
            for (name, value) in changes {
                try database.keep(name, listed[name] ?? value, settings, act: act)
            }
        }
    }
}

extension Database {
    fileprivate func keep(_ name: String, _ value: String, _ settings: Settings, act: Act) throws {
        try execute(
            sql: """
                INSERT INTO setting (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, arguments: [name, value])
        // A shorter period counts from now on, not from the end of the longer one.
        if name == "auto-sync-minutes", settings.autoSyncMinutes > 0 {
            try execute(
                sql: """
                    UPDATE device SET next_run_at = \(dialect.least("next_run_at", "?"))
                    WHERE period_seconds IS NULL AND failures = 0
                    """,
                arguments: [act.at + .minutes(settings.autoSyncMinutes)])
        }
        try recordHistory("setting.changed", name, Phrase(verbatim: "\(name) = \(value)"), act: act)
    }
}

extension Database {
    func settings() throws -> Settings {
        var settings = Settings()
        for row in try Row.fetchAll(self, sql: "SELECT name, value FROM setting") {
            settings.restore(row["name"], row["value"])
        }
        return settings
    }
}
