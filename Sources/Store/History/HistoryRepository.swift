import Attendance
import Database

/// What the program and people did, as it is remembered.
public struct HistoryRepository: Sendable {
    let file: StoreFile

    /// Newest first.
    public func entries(
        _ filter: HistoryFilter = HistoryFilter(), limit: Int
    ) async throws(StoreFailure) -> [HistoryEntry] {
        try await page(filter, before: nil, limit: limit).entries
    }

    /// A page, newest first; behind the entry with the id `before`, where one is given.
    public func page(
        _ filter: HistoryFilter = HistoryFilter(), before id: Int64?, limit: Int
    ) async throws(StoreFailure) -> (entries: [HistoryEntry], next: Int64?) {
        let clause = HistoryClause(filter, before: id)
        let rows = try await file.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM history WHERE \(clause.sql) ORDER BY id DESC LIMIT ?",
                arguments: clause.arguments + [limit]
            ).map { (HistoryEntry($0), $0["id"] as Int64) }
        }
        return (rows.map(\.0), rows.count == limit ? rows.last?.1 : nil)
    }

    /// Who did anything that is remembered, by name.
    public func actors(limit: Int) async throws(StoreFailure) -> [Actor] {
        try await file.read { database in
            var names: [String] = []
            // From one to the next in the index: the entries between are not read.
            while names.count < limit,
                let next = try String.fetchOne(
                    database, sql: "SELECT min(actor) FROM history WHERE actor > ?", arguments: [names.last ?? ""])
            {
                names.append(next)
            }
            return names.map { Actor(stored: $0) }
        }
    }

    public func record(_ event: HistoryEvent, of subject: String, act: Act) async throws(StoreFailure) {
        try await file.write { try $0.recordHistory(event, of: subject, act: act) }
    }
}

/// A filter as a condition on rows.
private struct HistoryClause: Sendable {
    private(set) var sql = "id < ?"
    private(set) var arguments: Arguments

    init(_ filter: HistoryFilter, before id: Int64?) {
        arguments = [id ?? .max]
        if let device = filter.device {
            sql += " AND subject = ?"
            arguments = arguments + [device.storable]
            limit(to: HistoryGroup.nounsOfDevices)
        }
        switch filter.events {
        case .word(let word):
            sql += " AND event = ?"
            arguments = arguments + [word.storable]
        case .group(let group): limit(to: group.nouns)
        case nil: break
        }
        if let actor = filter.actor {
            sql += " AND actor = ?"
            arguments = arguments + [actor.name.storable]
        }
        if let from = filter.from {
            sql += " AND at >= ?"
            arguments = arguments + [from]
        }
        if let to = filter.to {
            sql += " AND at < ?"
            arguments = arguments + [to]
        }
    }

    /// To events whose words begin with one of these nouns and a dot, behind which `/` stands in any encoding of ours.
    private mutating func limit(to nouns: [String]) {
        sql += " AND (" + nouns.map { _ in "event >= ? AND event < ?" }.joined(separator: " OR ") + ")"
        for noun in nouns { arguments = arguments + [noun + ".", noun + "/"] }
    }
}

extension Database {
    func recordHistory(_ event: HistoryEvent, of subject: String, act: Act) throws {
        try execute(
            sql: """
                INSERT INTO history (at, actor, event, subject, detail_en, detail_vi, facts)
                VALUES (?, ?, ?, ?, '', '', ?)
                """,
            arguments: [act.at, act.by.name, event.word, subject, Column.text(event.facts.ofImport(act.importID))])
    }
}
