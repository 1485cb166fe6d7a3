import Attendance
import Database

extension HistoryEntry {
    init(_ row: Row) {
        self.init(
            at: row["at"], actor: Actor(stored: row["actor"]), event: row["event"], subject: row["subject"],
            detail: Phrase(en: row["detail_en"], vi: row["detail_vi"]))
    }
}

public struct HistoryRepository: Sendable {
    let file: StoreFile

    /// Newest first.
    public func entries(limit: Int) async throws(StoreFailure) -> [HistoryEntry] {
        try await file.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM history ORDER BY id DESC LIMIT ?", arguments: [limit])
                .map(HistoryEntry.init)
        }
    }

    /// A page, newest first; behind the entry with the id `before`, where one is given.
    public func page(
        before id: Int64?, limit: Int
    ) async throws(StoreFailure) -> (entries: [HistoryEntry], next: Int64?) {
        let rows = try await file.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM history WHERE id < ? ORDER BY id DESC LIMIT ?",
                arguments: [id ?? .max, limit]
            ).map { (HistoryEntry($0), $0["id"] as Int64) }
        }
        return (rows.map(\.0), rows.count == limit ? rows.last?.1 : nil)
    }

    public func record(
        _ event: String, _ subject: String, _ detail: Phrase, act: Act
    ) async throws(StoreFailure) {
        try await file.write { try $0.recordHistory(event, subject, detail, act: act) }
    }
}

extension Database {
    func recordHistory(_ event: String, _ subject: String, _ detail: Phrase, act: Act) throws {
        try execute(
            sql: """
                INSERT INTO history (at, actor, event, subject, detail_en, detail_vi) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [act.at, act.by.name, event, subject, detail.en, detail.vi])
    }
}
