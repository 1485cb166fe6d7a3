import Attendance
import Database
import ProgramSettings

/// The settings as they are stored.
public struct SettingsRepository: Sendable {
    let file: StoreFile

    public func current() async throws(StoreError) -> Settings {
        try await file.read { try $0.settings() }
    }

    public func set(_ name: String, _ value: String, act: Act) async throws(StoreError) {
        try await file.write { database in
            var settings = try database.settings()
            try settings.set(name, value)
            let stored = settings.listed.first { $0.name == name }?.value ?? value
            try database.execute(
                sql: """
                    INSERT INTO setting (name, value) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """, arguments: [name, stored])
            // A shorter period counts from now on, not from the end of the longer one.
            if name == "auto-sync-minutes", settings.autoSyncMinutes > 0 {
                try database.execute(
                    sql: """
                        UPDATE device SET next_run_at = \(database.dialect.least("next_run_at", "?"))
                        WHERE period_seconds IS NULL AND failures = 0
                        """,
                    arguments: [act.at + .minutes(settings.autoSyncMinutes)])
            }
            try database.recordHistory(
                "setting.changed", name, Phrase(verbatim: "\(name) = \(stored)"), act: act)
        }
    }
}

extension Database {
    func settings() throws -> Settings {
        var settings = Settings()
        for row in try Row.fetchAll(self, sql: "SELECT name, value FROM setting") {
            try? settings.set(row["name"], row["value"])
        }
        return settings
    }
}
