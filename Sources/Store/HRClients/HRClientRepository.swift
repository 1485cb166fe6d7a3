import Attendance
import Database
import Sealing

/// HR clients as people configure them, and how the targets behave.
public struct HRClientRepository: Sendable {
    let file: StoreFile

    public func all() async throws(StoreFailure) -> [HRClient] {
        try await file.read { try $0.hrClients("WHERE removed_at IS NULL ORDER BY id") }
    }

    public func find(_ selector: String) async throws(StoreFailure) -> HRClient {
        try await file.read { try $0.hrClient(selector) }
    }

    /// By id alone.
    public func find(id: String) async throws(StoreFailure) -> HRClient {
        try await file.read { database in
            guard let number = Int64(id),
                let client = try database.hrClients("WHERE id = ? AND removed_at IS NULL", [number]).first
            else { throw HRClientFailure.unknown(id) }
            return client
        }
    }

    public func secrets(of client: HRClient) async throws(StoreFailure) -> FieldValues {
        try await file.read { try SecretBox(owner: .hrClient, id: client.id, key: file.key).load(from: $0) }
    }

    public func secretNames(of client: HRClient) async throws(StoreFailure) -> [String] {
        try await file.read { try SecretBox(owner: .hrClient, id: client.id, key: file.key).names(in: $0) }
    }

    /// Why a client may not be called so; nil where it may.
    ///
    /// - Parameter client: the one that is to have the name; nil for a new one.
    public func nameObjection(_ name: String, for client: HRClient?) async throws(StoreFailure) -> NameTakenFailure? {
        try await file.read { try $0.nameObjection(ofHRClient: name, except: client?.id) }
    }

    /// Adds a client. A target that was removed before is taken up again with the memory of what it received.
    public func add(_ draft: HRClientDraft, act: Act) async throws(StoreFailure) -> HRClient {
        try await file.write { try $0.addHRClient(draft, key: file.key, act: act) }
    }

    public func edit(
        _ client: HRClient, to draft: HRClientDraft, droppingSecrets droppedSecrets: [String] = [], act: Act
    ) async throws(StoreFailure) -> HRClient {
        try await file.write { database in
            try database.refuseTakenName(ofHRClient: draft.name, except: client.id)
            try database.execute(
                sql: """
                    UPDATE hr_client SET name = ?, kind = ?, identity = ?, fields = ?, failures = 0,
                      next_attempt_at = 0, attention = NULL, failing_since = NULL, failure = NULL WHERE id = ?
                    """,
                arguments: [draft.name, draft.kind, draft.identity, Column.text(draft.fields), client.id])
            let box = SecretBox(owner: .hrClient, id: client.id, key: file.key)
            if draft.kind != client.kind { try box.remove(from: database) }
            for name in droppedSecrets {
                try box.remove(keeping: try box.names(in: database).filter { $0 != name }, from: database)
            }
            try box.store(draft.secrets, in: database)
            try database.allow(draft.allowedFolder, client.id)
            try database.recordHistory(.hrClient(.edited), of: draft.name, act: act)
            return try database.hrClient(id: client.id)
        }
    }

    public func setEnabled(_ isEnabled: Bool, _ client: HRClient, act: Act) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(
                sql: """
                    UPDATE hr_client SET enabled = ?, next_attempt_at = 0, failures = 0, attention = NULL,
                      failing_since = NULL, failure = NULL, revision = revision + 1 WHERE id = ?
                    """,
                arguments: [isEnabled, client.id])
            try database.recordHistory(.hrClient(isEnabled ? .enabled : .disabled), of: client.name, act: act)
        }
    }

    /// Removes the client with what it is still owed; what it received is remembered.
    public func remove(_ client: HRClient, act: Act) async throws(StoreFailure) {
        try await file.write { database in
            try SecretBox(owner: .hrClient, id: client.id, key: nil).remove(from: database)
            try database.execute(sql: "DELETE FROM device_hr_client WHERE hr_client_id = ?", arguments: [client.id])
            try database.execute(sql: "DELETE FROM file_folder WHERE hr_client_id = ?", arguments: [client.id])
            try database.execute(
                sql: "DELETE FROM delivery WHERE hr_client_id = ? AND state <> 1", arguments: [client.id])
            try database.execute(
                sql: "UPDATE hr_client SET removed_at = ? WHERE id = ?", arguments: [act.at, client.id])
            try database.recordHistory(.hrClient(.removed), of: client.name, act: act)
        }
    }

    /// Seals what was kept in the open before its kind made it a secret.
    public func seal(_ isSecret: @Sendable (_ kind: String, _ field: String) -> Bool) async throws(StoreFailure) {
        let open = try await all().filter { client in client.fields.names.contains { isSecret(client.kind, $0) } }
        guard !open.isEmpty else { return }
        try await file.write { database in
            for client in open {
                let secrets = client.fields.filter { isSecret(client.kind, $0) }
                try SecretBox(owner: .hrClient, id: client.id, key: file.key).store(secrets, in: database)
                let rest = client.fields.filter { !isSecret(client.kind, $0) }
                try database.execute(
                    sql: "UPDATE hr_client SET fields = ? WHERE id = ?", arguments: [Column.text(rest), client.id])
            }
        }
    }

    // MARK: Folders

    /// Where clients may write files: the folders of those that the command line made, and the server's.
    public func fileFolders() async throws(StoreFailure) -> [String] {
        try await file.read { try String.fetchAll($0, sql: "SELECT DISTINCT folder FROM file_folder ORDER BY folder") }
    }

    /// Takes these folders for those that the server was started with. They are kept, since other commands deliver too.
    public func serveFileFolders(_ folders: [String]) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(sql: "DELETE FROM file_folder WHERE hr_client_id IS NULL")
            for folder in Set(folders) {
                try database.execute(sql: "INSERT INTO file_folder (folder) VALUES (?)", arguments: [folder])
            }
        }
    }

    /// How a pass ended: success clears what needed attention; a failure delays the next timed pass.
    public func settlePass(
        _ client: HRClient, failure: Phrase?, needsPerson: Bool, nextAttemptAt: Instant, act: Act
    ) async throws(StoreFailure) {
        try await file.write { database in
            guard let failure else {
                try database.execute(
                    sql: """
                        UPDATE hr_client SET failures = 0, attention = NULL, next_attempt_at = 0,
                          failing_since = NULL, failure = NULL, revision = revision + 1
                        WHERE id = ? AND (failures > 0 OR attention IS NOT NULL OR next_attempt_at > 0)
                        """, arguments: [client.id])
                if client.failures > 0 {
                    try database.recordHistory(.hrClient(.recovered), of: client.name, act: act)
                }
                return
            }
            try database.execute(
                sql: """
                    UPDATE hr_client SET failures = failures + 1, revision = revision + 1, next_attempt_at = ?,
                      attempted_at = ?,
                      failing_since = coalesce(failing_since, ?), failure = ?,
                      attention = CASE WHEN ? THEN ? ELSE attention END WHERE id = ?
                    """,
                arguments: [
                    nextAttemptAt, act.at, act.at, Column.text(failure), needsPerson, Column.text(failure), client.id,
                ])
            if Outage.isNews(after: client.failures, needsPerson: needsPerson, attention: client.attention) {
                try database.recordHistory(.hrClient(.failing(failure)), of: client.name, act: act)
            }
        }
    }
}

extension Database {
    func hrClients(_ clause: String, _ arguments: Arguments = []) throws -> [HRClient] {
        try Row.fetchAll(self, sql: "SELECT * FROM hr_client \(clause)", arguments: arguments).map(HRClient.init)
    }

    func hrClient(_ selector: String) throws -> HRClient {
        if let name = try spelling(of: selector, in: "hr_client", where: "removed_at IS NULL"),
            let client = try hrClients("WHERE name = ? AND removed_at IS NULL", [name]).first
        {
            return client
        }
        if let id = Int64(selector.asSeen.trimmed),
            let client = try hrClients("WHERE id = ? AND removed_at IS NULL", [id]).first
        {
            return client
        }
        throw HRClientFailure.unknown(selector)
    }

    func hrClient(id: Int64) throws -> HRClient {
        guard let client = try hrClients("WHERE id = ? AND removed_at IS NULL", [id]).first else {
            throw HRClientFailure.unknown(String(id))
        }
        return client
    }

    func addHRClient(_ draft: HRClientDraft, key: SealingKey?, act: Act) throws -> HRClient {
        try refuseTakenName(ofHRClient: draft.name, except: nil)
        let known = try Int64.fetchOne(
            self,
            sql: """
                SELECT id FROM hr_client WHERE kind = ? AND identity = ? AND removed_at IS NOT NULL
                ORDER BY id DESC
                """, arguments: [draft.kind, draft.identity])
        let id: Int64
        if let known {
            try execute(
                sql: """
                    UPDATE hr_client SET name = ?, fields = ?, enabled = 1, removed_at = NULL, failures = 0,
                      next_attempt_at = 0, attention = NULL, failing_since = NULL, failure = NULL WHERE id = ?
                    """, arguments: [draft.name, Column.text(draft.fields), known])
            id = known
        } else {
            id = try insert(
                sql: """
                    INSERT INTO hr_client (name, kind, identity, fields, created_at) VALUES (?, ?, ?, ?, ?) RETURNING id
                    """, arguments: [draft.name, draft.kind, draft.identity, Column.text(draft.fields), act.at])
        }
        try SecretBox(owner: .hrClient, id: id, key: key).store(draft.secrets, in: self)
        try allow(draft.allowedFolder, id)
        try recordHistory(.hrClient(.added(kind: draft.kind, isKnown: known != nil)), of: draft.name, act: act)
        return try hrClient(id: id)
    }

    fileprivate func allow(_ folder: String?, _ client: Int64) throws {
        guard let folder else { return }
        try execute(sql: "DELETE FROM file_folder WHERE hr_client_id = ?", arguments: [client])
        try execute(
            sql: "INSERT INTO file_folder (folder, hr_client_id) VALUES (?, ?)", arguments: [folder, client])
    }

    fileprivate func refuseTakenName(ofHRClient name: String, except id: Int64?) throws {
        if let taken = try nameObjection(ofHRClient: name, except: id) { throw taken }
    }

    fileprivate func nameObjection(ofHRClient name: String, except id: Int64?) throws -> NameTakenFailure? {
        let taken = try spelling(of: name, in: "hr_client", where: "removed_at IS NULL AND id <> \(id ?? 0)")
        let other = try Int64.fetchOne(
            self, sql: "SELECT id FROM hr_client WHERE name = ? AND removed_at IS NULL", arguments: [taken])
        return NameTakenFailure(name, holder: other, for: id)
    }
}
