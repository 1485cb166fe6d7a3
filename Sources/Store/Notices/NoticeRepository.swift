import Access
import Attendance
import Database
import Foundation
import UnbindingCases

/// Notices: in the console, and on their way out of it.
public struct NoticeRepository: Sendable {
    let file: StoreFile

    /// Leaves a notice for people, and queues it for every place that each of them names; a copy goes to the webhook
    /// where the settings name one.
    ///
    /// - Parameter users: by account.
    public func leave(
        _ draft: NoticeDraft, for users: [Int64], hasWebhook: Bool, now: Instant
    ) async throws(StoreFailure) {
        let order = NoticeOrder(draft, for: users, hasWebhook: hasWebhook)
        try await file.write { try $0.leave(order, now: now) }
    }

    /// A person's notices, the newest first.
    public func all(of user: Int64, limit: Int = 100) async throws(StoreFailure) -> [Notice] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT \(Notice.columns) FROM \(Notice.tables) WHERE user_id = ? ORDER BY notice.id DESC LIMIT ?
                    """,
                arguments: [user, limit]
            ).map(Notice.init)
        }
    }

    public func markSeen(of user: Int64, now: Instant) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(
                sql: "UPDATE notice SET seen_at = ? WHERE user_id = ? AND seen_at IS NULL", arguments: [now, user])
        }
    }

    // MARK: On their way out

    /// What is due.
    public func due(now: Instant, limit: Int = 50) async throws(StoreFailure) -> [NoticeDelivery] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT \(Notice.columns), notice_delivery.id AS delivery_id, channel, target, attempts
                    FROM \(Notice.tables) JOIN notice_delivery ON notice_id = notice.id
                    WHERE notice_delivery.due_at <= ? ORDER BY notice_delivery.due_at LIMIT ?
                    """, arguments: [now, limit]
            ).compactMap { row in
                NoticeDelivery.Channel(rawValue: row["channel"]).map {
                    NoticeDelivery(
                        id: row["delivery_id"], notice: Notice(row), channel: $0, target: row["target"],
                        attempts: row["attempts"])
                }
            }
        }
    }

    /// It arrived, or nobody will ever take it.
    public func settle(_ delivery: NoticeDelivery) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(sql: "DELETE FROM notice_delivery WHERE id = ?", arguments: [delivery.id])
        }
    }

    public func postpone(_ delivery: NoticeDelivery, until due: Instant, problem: Phrase) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(
                sql: "UPDATE notice_delivery SET attempts = attempts + 1, due_at = ?, problem = ? WHERE id = ?",
                arguments: [due, problem.en, delivery.id])
        }
    }

    // MARK: Browsers

    public func subscribe(
        _ user: User, endpoint: String, publicKey: [UInt8], authSecret: [UInt8], now: Instant
    ) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(
                sql: """
                    INSERT INTO push_subscription (user_name, user_id, endpoint, p256dh, auth, at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (endpoint) DO UPDATE SET user_name = excluded.user_name,
                      user_id = excluded.user_id, p256dh = excluded.p256dh,
                      auth = excluded.auth
                    """, arguments: [user.name, user.id, endpoint, Data(publicKey), Data(authSecret), now])
            // A person has a handful of browsers.
            try database.execute(
                sql: """
                    DELETE FROM push_subscription WHERE user_id = ?1 AND id NOT IN
                      (SELECT id FROM push_subscription WHERE user_id = ?1 ORDER BY id DESC LIMIT 10)
                    """, arguments: [user.id])
        }
    }

    public func subscription(_ id: Int64) async throws(StoreFailure) -> PushSubscription? {
        try await file.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM push_subscription WHERE id = ?", arguments: [id]).map {
                PushSubscription(
                    id: $0["id"], userName: $0["user_name"], endpoint: $0["endpoint"],
                    publicKey: Array($0["p256dh"] as Data), authSecret: Array($0["auth"] as Data))
            }
        }
    }

    /// The browser has gone.
    public func unsubscribe(endpoint: String) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(sql: "DELETE FROM push_subscription WHERE endpoint = ?", arguments: [endpoint])
        }
    }

    /// The address for a person's notices by mail; nil sends none.
    public func setMail(_ address: String?, of user: Int64) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(sql: #"UPDATE "user" SET mail = ? WHERE id = ?"#, arguments: [address, user])
        }
    }

    public func mail(of user: Int64) async throws(StoreFailure) -> String? {
        try await file.read {
            try String.fetchOne($0, sql: #"SELECT mail FROM "user" WHERE id = ?"#, arguments: [user])
        }
    }
}

extension Database {
    func leave(_ order: NoticeOrder, now: Instant) throws {
        for user in order.users { try leave(order.draft, for: user, now: now) }
        if order.hasWebhook { try leave(order.draft, for: nil, now: now) }
    }

    /// - Parameter user: nil is the webhook.
    fileprivate func leave(_ draft: NoticeDraft, for user: Int64?, now: Instant) throws {
        var (caseID, companyID): (Int64?, Int64?)
        switch draft.subject {
        case .unbindingCase(let found): caseID = found.id
        case .company(let found): companyID = found.id
        }
        if draft.isOnce {
            let isThere = try Bool.fetchOne(
                self,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM notice
                      WHERE case_id IS NOT DISTINCT FROM ? AND company_id IS NOT DISTINCT FROM ?
                        AND event = ? AND user_id IS NOT DISTINCT FROM ?)
                    """, arguments: [caseID, companyID, draft.event, user])
            if isThere == true { return }
        }
        let person = try Row.fetchOne(self, sql: #"SELECT name, mail FROM "user" WHERE id = ?"#, arguments: [user])
        // An account that has gone is told nothing.
        if user != nil, person == nil { return }
        let name: String = person?["name"] ?? ""
        let id = try insert(
            sql: """
                INSERT INTO notice (user_id, user_name, case_id, company_id, event, text_en, text_vi, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """, arguments: [user, name, caseID, companyID, draft.event, draft.text.en, draft.text.vi, now])
        var targets: [(NoticeDelivery.Channel, String)] = []
        let mail: String? = person?["mail"]
        if let mail, !mail.isEmpty { targets.append((.mail, mail)) }
        if let user {
            targets += try Int64.fetchAll(
                self, sql: "SELECT id FROM push_subscription WHERE user_id = ?", arguments: [user]
            ).map { (.push, String($0)) }
        } else {
            targets.append((.webhook, ""))
        }
        for (channel, target) in targets {
            try execute(
                sql: "INSERT INTO notice_delivery (notice_id, channel, target, due_at) VALUES (?, ?, ?, ?)",
                arguments: [id, channel.rawValue, target, now])
        }
    }
}
