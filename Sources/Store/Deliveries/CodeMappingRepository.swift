import Attendance
import GRDB

/// The employee code under which one HR client knows a person whom the devices know by another.
public struct CodeMapping: Sendable {
    public let hrClient: String
    public let code: String
    public let hrCode: String
    public let at: Instant
    public let actor: String
}

public struct CodeMappingRepository: Sendable {
    let file: StoreFile

    public func all() async throws(StoreError) -> [CodeMapping] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT code_mapping.*, hr_client.name FROM code_mapping
                    JOIN hr_client ON hr_client.id = code_mapping.hr_client_id AND hr_client.removed_at IS NULL
                    ORDER BY hr_client.name, code
                    """
            ).map {
                CodeMapping(
                    hrClient: $0["name"], code: $0["code"], hrCode: $0["hr_code"], at: $0["at"], actor: $0["actor"])
            }
        }
    }

    /// The mappings of one client: device code to HR code.
    public func codes(of client: HRClient) async throws(StoreError) -> [String: String] {
        try await file.read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT code, hr_code FROM code_mapping WHERE hr_client_id = ?", arguments: [client.id])
            return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
        }
    }

    /// Maps a code; what was parked or rejected of that code is due at once.
    ///
    /// - Returns: how many punches go.
    public func set(
        _ code: String, to hrCode: String, for client: HRClient, actor: String, now: Instant
    ) async throws(StoreError) -> Int {
        try await file.write { database in
            try database.execute(
                sql: """
                    INSERT INTO code_mapping (hr_client_id, code, hr_code, at, actor) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET hr_code = excluded.hr_code, at = excluded.at, actor = excluded.actor
                    """, arguments: [client.id, code, hrCode, now, actor])
            try database.execute(
                sql: """
                    UPDATE delivery INDEXED BY delivery_open
                    SET state = 0, due_at = ?, attempts = 0, reason_code = NULL, reason = NULL
                    WHERE hr_client_id = ? AND state <> 1 AND state IN (2, 3)
                    AND punch_id IN (SELECT id FROM punch WHERE id = delivery.punch_id AND code = ?)
                    """, arguments: [now, client.id, code])
            let released = database.changesCount
            try database.recordHistory(
                "code.mapped", client.name,
                Phrase(
                    en: "\(code) goes as \(hrCode); \(released) punches wait no longer",
                    vi: "\(code) được gửi là \(hrCode); \(released) bản ghi được gửi lại"), actor: actor, now: now)
            return released
        }
    }

    public func remove(_ code: String, for client: HRClient, actor: String, now: Instant) async throws(StoreError) {
        try await file.write { database in
            try database.execute(
                sql: "DELETE FROM code_mapping WHERE hr_client_id = ? AND code = ?", arguments: [client.id, code])
            guard database.changesCount > 0 else { return }
            try database.recordHistory(
                "code.unmapped", client.name, Phrase(en: "\(code) goes as it is", vi: "\(code) được gửi nguyên mã"),
                actor: actor, now: now)
        }
    }
}
