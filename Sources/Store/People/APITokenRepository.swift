import Access
import Attendance
import Database
import Foundation
import Sealing

public struct APITokenRepository: Sendable {
    let file: StoreFile

    /// Tokens begin with it, so that a leaked one is known for what it is.
    public static let prefix = "rollcall_"

    public func all() async throws(StoreFailure) -> [APIToken] {
        try await file.read { try Row.fetchAll($0, sql: "SELECT * FROM api_token ORDER BY name").map(APIToken.init) }
    }

    /// Makes a token; its secret is returned this once.
    ///
    /// - Parameter company: for which the program speaks; nil is the desk itself.
    public func add(
        _ name: String, scopes: Set<Permission>, company: Int64? = nil, act: Act
    ) async throws(StoreFailure) -> (token: APIToken, secret: String) {
        let secret = APITokenRepository.prefix + BearerSecret.make()
        let token = try await file.write { database in
            let holder = try Int64.fetchOne(
                database, sql: "SELECT id FROM api_token WHERE name = ?", arguments: [name])
            if let taken = NameTakenFailure(name, holder: holder) { throw taken }
            let words = scopes.map(\.rawValue).sorted().joined(separator: " ")
            let id = try database.insert(
                sql: """
                    INSERT INTO api_token (name, digest, scopes, company_id, made_by, maker_id, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
                    """,
                arguments: [
                    name, Data(BearerSecret.digest(secret)), words, company, act.by.name,
                    try database.makerID(of: act.by),
                    act.at,
                ])
            try database.recordHistory("api-token.added", name, Phrase(verbatim: words), act: act)
            guard let row = try Row.fetchOne(database, sql: "SELECT * FROM api_token WHERE id = ?", arguments: [id])
            else { throw APITokenFailure.unknown(name) }
            return APIToken(row)
        }
        return (token, secret)
    }

    /// By name, else by id.
    public func revoke(_ selector: String, act: Act) async throws(StoreFailure) {
        try await file.write { database in
            let revoked = try database.execute(
                sql: """
                    DELETE FROM api_token WHERE name = ?1
                    OR (CAST(id AS TEXT) = ?1 AND NOT EXISTS (SELECT 1 FROM api_token WHERE name = ?1))
                    """, arguments: [selector])
            guard revoked > 0 else { throw APITokenFailure.unknown(selector) }
            try database.recordHistory(
                "api-token.revoked", selector, Phrase(en: "revoked", vi: "đã thu hồi"), act: act)
        }
    }

    /// Whose token the secret is; nil when it was revoked, never was, or its maker's account is disabled.
    public func find(secret: String, now: Instant) async throws(StoreFailure) -> APIToken? {
        guard secret.hasPrefix(APITokenRepository.prefix) else { return nil }
        let digest = Data(BearerSecret.digest(secret))
        let token = try await file.read {
            try Row.fetchOne(
                $0,
                sql: """
                    SELECT * FROM api_token WHERE digest = ? AND (maker_id IS NULL
                      OR EXISTS (SELECT 1 FROM "user" WHERE "user".id = maker_id AND "user".enabled = 1))
                    """, arguments: [digest]
            ).map(APIToken.init)
        }
        guard let token else { return nil }
        if token.lastUsedAt.map({ now.since($0) > .minutes(10) }) ?? true {
            try await file.write {
                try $0.execute(
                    sql: "UPDATE api_token SET last_used_at = ? WHERE id = ?", arguments: [now, token.id])
            }
        }
        return token
    }
}
