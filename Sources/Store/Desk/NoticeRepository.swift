import Attendance
import Foundation
import GRDB

/// Something that happened to a case, for one person.
public struct Notice: Sendable, Identifiable {
    public let id: Int64
    public let userName: String
    public let caseNumber: String
    /// The event's word.
    public let event: String
    public let text: Phrase
    public let at: Instant
    public let isSeen: Bool
}

/// A browser that takes notices (RFC 8030, RFC 8291).
public struct PushSubscription: Sendable, Identifiable {
    public let id: Int64
    public let userName: String
    public let endpoint: String
    /// The browser's public key: 65 bytes, an uncompressed point of P-256.
    public let publicKey: [UInt8]
    /// 16 bytes.
    public let authSecret: [UInt8]
}

/// A notice on its way to one place outside.
public struct NoticeDelivery: Sendable, Identifiable {
    public enum Channel: String, Sendable { case mail, push, webhook }

    public let id: Int64
    public let notice: Notice
    public let channel: Channel
    /// A mail address, the number of a subscription, or nothing.
    public let target: String
    public let attempts: Int
}

/// Notices of cases: in the console, and on their way out of it.
public struct NoticeRepository: Sendable {
    let file: StoreFile

    private static let select = """
        SELECT notice.*, unbinding_case.number FROM notice JOIN unbinding_case ON unbinding_case.id = case_id
        """

    /// Leaves a notice for whoever filed the case, and queues it for every place that the person and the settings name.
    public func leave(
        _ text: Phrase, event: String, of unbindingCase: UnbindingCase, hasWebhook: Bool, now: Instant
    ) async throws(StoreError) {
        try await file.write { database in
            try database.execute(
                sql: """
                    INSERT INTO notice (user_name, user_id, case_id, event, text_en, text_vi, at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    unbindingCase.installer, unbindingCase.installerID, unbindingCase.id, event, text.en, text.vi, now,
                ])
            let user = unbindingCase.installerID
            let id = database.lastInsertedRowID
            var targets: [(NoticeDelivery.Channel, String)] = []
            let mail = try String.fetchOne(database, sql: "SELECT mail FROM user WHERE id = ?", arguments: [user])
            if let mail, !mail.isEmpty { targets.append((.mail, mail)) }
            targets += try Int64.fetchAll(
                database, sql: "SELECT id FROM push_subscription WHERE user_id = ?", arguments: [user]
            ).map { (.push, String($0)) }
            if hasWebhook { targets.append((.webhook, "")) }
            for (channel, target) in targets {
                try database.execute(
                    sql: "INSERT INTO notice_delivery (notice_id, channel, target, due_at) VALUES (?, ?, ?, ?)",
                    arguments: [id, channel.rawValue, target, now])
            }
        }
    }

    /// A person's notices, the newest first.
    public func all(of user: Int64, limit: Int = 100) async throws(StoreError) -> [Notice] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: "\(NoticeRepository.select) WHERE user_id = ? ORDER BY notice.id DESC LIMIT ?",
                arguments: [user, limit]
            ).map(Notice.init)
        }
    }

    public func unseenCount(of user: Int64) async throws(StoreError) -> Int {
        try await file.read { database in
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM notice WHERE user_id = ? AND seen_at IS NULL",
                arguments: [user]) ?? 0
        }
    }

    public func markSeen(of user: Int64, now: Instant) async throws(StoreError) {
        try await file.write {
            try $0.execute(
                sql: "UPDATE notice SET seen_at = ? WHERE user_id = ? AND seen_at IS NULL", arguments: [now, user])
        }
    }

    // MARK: On their way out

    /// What is due.
    public func due(now: Instant, limit: Int = 50) async throws(StoreError) -> [NoticeDelivery] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT notice.*, unbinding_case.number, notice_delivery.id AS delivery_id, channel, target, attempts
                    FROM notice_delivery JOIN notice ON notice.id = notice_id
                    JOIN unbinding_case ON unbinding_case.id = case_id WHERE notice_delivery.due_at <= ? ORDER BY notice_delivery.due_at LIMIT ?
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
    public func settle(_ delivery: NoticeDelivery) async throws(StoreError) {
        try await file.write {
            try $0.execute(sql: "DELETE FROM notice_delivery WHERE id = ?", arguments: [delivery.id])
        }
    }

    public func postpone(_ delivery: NoticeDelivery, until due: Instant, problem: Phrase) async throws(StoreError) {
        try await file.write {
            try $0.execute(
                sql: "UPDATE notice_delivery SET attempts = attempts + 1, due_at = ?, problem = ? WHERE id = ?",
                arguments: [due, problem.en, delivery.id])
        }
    }

    // MARK: Browsers

    public func subscribe(
        _ user: User, endpoint: String, publicKey: [UInt8], authSecret: [UInt8], now: Instant
    ) async throws(StoreError) {
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

    public func subscription(_ id: Int64) async throws(StoreError) -> PushSubscription? {
        try await file.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM push_subscription WHERE id = ?", arguments: [id]).map {
                PushSubscription(
                    id: $0["id"], userName: $0["user_name"], endpoint: $0["endpoint"],
                    publicKey: Array($0["p256dh"] as Data), authSecret: Array($0["auth"] as Data))
            }
        }
    }

    /// The browser has gone.
    public func unsubscribe(endpoint: String) async throws(StoreError) {
        try await file.write {
            try $0.execute(sql: "DELETE FROM push_subscription WHERE endpoint = ?", arguments: [endpoint])
        }
    }

    /// The address for a person's notices by mail; nil sends none.
    public func setMail(_ address: String?, of user: Int64) async throws(StoreError) {
        try await file.write {
            try $0.execute(sql: "UPDATE user SET mail = ? WHERE id = ?", arguments: [address, user])
        }
    }

    public func mail(of user: Int64) async throws(StoreError) -> String? {
        try await file.read {
            try String.fetchOne($0, sql: "SELECT mail FROM user WHERE id = ?", arguments: [user])
        }
    }
}

extension Notice {
    init(_ row: Row) {
        id = row["id"]
        userName = row["user_name"]
        caseNumber = row["number"]
        event = row["event"]
        text = Phrase(en: row["text_en"], vi: row["text_vi"])
        at = row["at"]
        isSeen = row["seen_at"] != nil
    }
}
