import Attendance
import GRDB

/// What the program and people did.
public struct HistoryEntry: Sendable {
    public let at: Instant
    /// `command`, `schedule`, or a user's name.
    public let actor: String
    /// A stable word such as `device.added`.
    public let event: String
    /// The device, HR client or setting.
    public let subject: String
    public let detail: Phrase
}

public struct HistoryRepository: Sendable {
    let file: StoreFile

    /// Newest first.
    public func entries(limit: Int) async throws(StoreError) -> [HistoryEntry] {
        try await file.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM history ORDER BY id DESC LIMIT ?", arguments: [limit]).map {
                HistoryEntry(
                    at: $0["at"], actor: $0["actor"], event: $0["event"], subject: $0["subject"],
                    detail: Phrase(en: $0["detail_en"], vi: $0["detail_vi"]))
            }
        }
    }

    public func record(
        _ event: String, _ subject: String, _ detail: Phrase, actor: String, now: Instant
    ) async throws(StoreError) {
        try await file.write { try $0.recordHistory(event, subject, detail, actor: actor, now: now) }
    }
}

extension Database {
    func recordHistory(_ event: String, _ subject: String, _ detail: Phrase, actor: String, now: Instant) throws {
        try execute(
            sql: """
                INSERT INTO history (at, actor, event, subject, detail_en, detail_vi) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [now, actor, event, subject, detail.en, detail.vi])
    }
}
