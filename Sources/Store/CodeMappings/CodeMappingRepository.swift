import Attendance
import Database

/// Under which codes HR clients know people whom the devices know by others.
public struct CodeMappingRepository: Sendable {
    let file: StoreFile

    /// All mappings of all clients, by client and code.
    public func all() async throws(StoreFailure) -> [CodeMapping] {
        try await file.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT code_mapping.*, hr_client.name FROM code_mapping
                    JOIN hr_client ON hr_client.id = code_mapping.hr_client_id AND hr_client.removed_at IS NULL
                    ORDER BY hr_client.name, code
                    """)
            var uses: [Int64: CodeUse] = [:]
            for (client, rows) in Dictionary(grouping: rows, by: { $0["hr_client_id"] as Int64 }) {
                uses[client] = try database.use(of: rows.map { $0["hr_code"] }, client: client)
            }
            return try rows.map { row in
                let facts = try database.mappingFacts(
                    row["code"], to: row["hr_code"], client: row["hr_client_id"], use: uses[row["hr_client_id"]],
                    counts: false)
                return CodeMapping(
                    hrClient: row["name"], hrClientID: row["hr_client_id"], code: row["code"], hrCode: row["hr_code"],
                    at: row["at"], actor: Actor(stored: row["actor"]), alsoKnownAs: MappingWarning(facts)?.knownAs ?? []
                )
            }
        }
    }

    /// The HR codes that a device's code is mapped to, by the HR client's name.
    public func hrCodes(of code: String) async throws(StoreFailure) -> [String: String] {
        try await file.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT hr_client.name, hr_code FROM code_mapping
                    JOIN hr_client ON hr_client.id = code_mapping.hr_client_id AND hr_client.removed_at IS NULL
                    WHERE code = ?
                    """, arguments: [code])
            return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
        }
    }

    /// The mappings of one client: device code to HR code.
    public func codes(of client: HRClient) async throws(StoreFailure) -> [String: String] {
        try await file.read { try $0.mappedCodes(of: client.id) }
    }

    /// Maps a code; what was parked or rejected of that code is due at once. What HR received before stays as it is.
    ///
    /// Whether it needs a confirmation is decided in the transaction that makes it: two people who map at once cannot
    /// pass each other's warning.
    ///
    /// - Parameter code: the code at the devices, exactly as they send it.
    public func set(
        _ code: String, to hrCode: String, for client: HRClient, confirmation: MappingConfirmation = .none,
        act: Act
    ) async throws(StoreFailure) -> MappingOutcome {
        try await file.write { database in
            let warning = MappingWarning(try database.mappingFacts(code, to: hrCode, client: client.id))
            if let warning, !confirmation.covers(warning.mark) { return .unconfirmed(warning) }
            let former = try database.mappedCode(code, client: client.id)
            let start = try database.mappingStart(code, client: client.id)
            let isChanged = former != nil && former != hrCode
            let received =
                isChanged
                ? try database.receipts(of: code, client: client.id, since: start, limit: MappedReceipts.mostShown)
                : .none
            try database.execute(
                sql: """
                    INSERT INTO code_mapping (hr_client_id, code, hr_code, at, actor) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (hr_client_id, code)
                    DO UPDATE SET hr_code = excluded.hr_code, at = excluded.at, actor = excluded.actor
                    WHERE code_mapping.hr_code <> excluded.hr_code
                    """, arguments: [client.id, code, hrCode, act.at, act.by.name])
            try database.execute(
                sql: """
                    INSERT INTO code_mapping_start (hr_client_id, code, at) VALUES (?, ?, ?)
                    ON CONFLICT (hr_client_id, code) DO UPDATE SET at = excluded.at
                    """, arguments: [client.id, code, start ?? act.at])
            let released = try database.releaseUndelivered(of: code, client: client.id, now: act.at)
            try database.recordHistory(
                "code.mapped", client.name,
                CodeMappingRepository.mapped(
                    code, to: hrCode, instead: isChanged ? former : nil, released: released, received: received.total,
                    warning: warning),
                act: act)
            return .mapped(
                MappingChange(
                    released: released, formerCode: isChanged ? former : nil, received: received, since: start ?? act.at
                ))
        }
    }

    /// Takes a mapping back: punches go under the device's own code again. What HR received stays as it is, there and
    /// here; nothing is sent again.
    ///
    /// - Returns: what HR had received; nil where the code is not mapped.
    public func remove(
        _ code: String, for client: HRClient, act: Act
    ) async throws(StoreFailure) -> MappingRemoval? {
        try await file.write { database in
            guard let hrCode = try database.mappedCode(code, client: client.id) else { return nil }
            let start = try database.mappingStart(code, client: client.id) ?? act.at
            let received = try database.receipts(
                of: code, client: client.id, since: start, limit: MappedReceipts.mostShown)
            for table in ["code_mapping", "code_mapping_start"] {
                try database.execute(
                    sql: "DELETE FROM \(table) WHERE hr_client_id = ? AND code = ?", arguments: [client.id, code])
            }
            try database.recordHistory(
                "code.unmapped", client.name,
                Phrase(
                    en: "\(code) goes as it is, no longer as \(hrCode); HR had received \(received.total) punches",
                    vi: "\(code) được gửi nguyên mã, không còn là \(hrCode); HR đã nhận \(received.total) bản ghi"),
                act: act)
            // Never refused, since it is the way out of a mistake; but not silent where it leads into another.
            let warning = MappingWarning(try database.mappingFacts(code, to: code, client: client.id))
            return MappingRemoval(
                hrCode: hrCode, received: received, since: start, alsoKnownAs: warning?.others ?? [])
        }
    }

    private static func mapped(
        _ code: String, to hrCode: String, instead former: String?, released: Int, received: Int,
        warning: MappingWarning?
    ) -> Phrase {
        var phrase = Phrase(
            en: "\(code) goes as \(hrCode); \(released) punches wait no longer",
            vi: "\(code) được gửi là \(hrCode); \(released) bản ghi được gửi lại")
        if let former {
            phrase =
                phrase
                + Phrase(
                    en: "; no longer as \(former): HR had received \(received) punches",
                    vi: "; không còn là \(former): HR đã nhận \(received) bản ghi")
        }
        if let known = warning?.knownAs {
            let names = known.isEmpty ? "?" : known.joined(separator: ", ")
            phrase =
                phrase
                + Phrase(en: "; confirmed over \(names)", vi: "; đã xác nhận dù đang là mã của \(names)")
        }
        return phrase
    }
}

extension Database {
    func mappedCodes(of client: Int64) throws -> [String: String] {
        let rows = try Row.fetchAll(
            self, sql: "SELECT code, hr_code FROM code_mapping WHERE hr_client_id = ?", arguments: [client])
        return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
    }

    fileprivate func mappedCode(_ code: String, client: Int64) throws -> String? {
        try String.fetchOne(
            self, sql: "SELECT hr_code FROM code_mapping WHERE hr_client_id = ? AND code = ?",
            arguments: [client, code])
    }

    /// When the code began to go under another; nil where it is not mapped.
    fileprivate func mappingStart(_ code: String, client: Int64) throws -> Instant? {
        try Instant.fetchOne(
            self,
            sql: """
                SELECT coalesce(code_mapping_start.at, code_mapping.at) FROM code_mapping
                LEFT JOIN code_mapping_start USING (hr_client_id, code) WHERE hr_client_id = ? AND code = ?
                """, arguments: [client, code])
    }

    /// Makes due what is parked or rejected of a code.
    ///
    /// - Returns: how many.
    fileprivate func releaseUndelivered(of code: String, client: Int64, now: Instant) throws -> Int {
        try execute(
            sql: """
                UPDATE \(outbox)
                SET state = 0, due_at = ?, attempts = 0, reason_code = 'asked', reason = NULL
                WHERE hr_client_id = ? AND state <> 1 AND state IN (2, 3)
                AND punch_id IN (SELECT id FROM punch WHERE id = delivery.punch_id AND code = ?)
                """, arguments: [now, client, code])
    }
}
