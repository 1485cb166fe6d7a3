import Attendance
import Database

/// What is known of this machine's clock, and what a wrong one left behind.
public struct ClockRepository: Sendable {
    let file: StoreFile

    /// How long an incident stays in sight.
    public static let memory = Duration.hours(24)

    /// Keeps an incident and tells the history of it; one of the same source within the last hour is not told again.
    ///
    /// - Returns: whether it is news.
    @discardableResult
    public func record(
        _ source: ClockIncident.Source, offset: Duration, _ text: Phrase, now: Instant
    ) async throws(StoreFailure) -> Bool {
        try await file.write { database in
            let isKnown = try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM clock_incident WHERE source = ? AND at BETWEEN ? AND ?)",
                arguments: [source.rawValue, now - .hours(1), now])
            // Each jump is one; the others go on as long as the clock is wrong.
            guard isKnown != true || source == .step else { return false }
            try database.execute(
                sql: "INSERT INTO clock_incident (at, source, offset_ms, text_en, text_vi) VALUES (?, ?, ?, ?, ?)",
                arguments: [now, source.rawValue, offset.wholeMilliseconds, text.en, text.vi])
            try database.execute(
                sql:
                    "DELETE FROM clock_incident WHERE id NOT IN (SELECT id FROM clock_incident ORDER BY id DESC LIMIT 100)"
            )
            try database.recordHistory(
                "clock.\(source.rawValue)", "clock", text, act: Act(by: .machine(.clock), at: now))
            return true
        }
    }

    /// Incidents of the last day, the newest first.
    public func recent(now: Instant) async throws(StoreFailure) -> [ClockIncident] {
        try await file.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM clock_incident WHERE at BETWEEN ? AND ? ORDER BY id DESC",
                arguments: [now - ClockRepository.memory, now + .minutes(1)]
            ).compactMap { row in
                ClockIncident.Source(rawValue: row["source"]).map {
                    ClockIncident(
                        at: row["at"], source: $0, offset: .milliseconds(row["offset_ms"] as Int64),
                        text: Phrase(en: row["text_en"], vi: row["text_vi"]))
                }
            }
        }
    }

    /// The latest instant that the last entries here bear; nil in an empty database.
    public func lastInstant() async throws(StoreFailure) -> Instant? {
        try await file.read { database in
            let instants = try [
                "SELECT at FROM history ORDER BY id DESC LIMIT 1",
                "SELECT coalesce(ended_at, started_at) FROM sync_run ORDER BY id DESC LIMIT 1",
                "SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'clock-seen'",
            ].map { try Instant.fetchOne(database, sql: $0) }
            return instants.compactMap(\.self).max()
        }
    }

    /// Notes that the clock showed `now`: the next start compares with it.
    public func see(_ now: Instant) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(
                sql: """
                    INSERT INTO meta (name, value) VALUES ('clock-seen', ?)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """,
                arguments: [String(now.milliseconds)])
        }
    }
}
