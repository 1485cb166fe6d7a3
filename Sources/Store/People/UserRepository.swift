import Access
import Attendance
import Database
import Foundation
import Sealing

/// Accounts, their sessions and the invitations to them. Password hashes are made by the caller: they take a tenth
/// of a second, which no transaction should wait for.
public struct UserRepository: Sendable {
    let file: StoreFile

    public func all() async throws(StoreFailure) -> [User] {
        try await file.read {
            try Row.fetchAll($0, sql: #"SELECT \#(User.columns) FROM "user" ORDER BY name"#).map(User.init)
        }
    }

    /// Whether nobody can sign in yet: the console then opens on its set-up page.
    public func isEmpty() async throws(StoreFailure) -> Bool {
        try await file.read { try Bool.fetchOne($0, sql: #"SELECT NOT EXISTS (SELECT 1 FROM "user")"#) ?? true }
    }

    public func find(_ name: String) async throws(StoreFailure) -> User {
        try await file.read { try $0.user(name) }
    }

    /// The account and its password hash; nil when there is no such account or it is disabled.
    public func credentials(of name: String) async throws(StoreFailure) -> (user: User, hash: String)? {
        try await file.read { database in
            let stored = try database.spelling(of: name, in: "user")
            return try Row.fetchOne(
                database, sql: #"SELECT \#(User.columns) FROM "user" WHERE name = ? AND enabled = 1"#,
                arguments: [stored]
            ).map { (User($0), $0["password"]) }
        }
    }

    /// - Throws: `NameTakenFailure`, or what is wrong with the name, as `refused`.
    public func add(
        _ name: String, role: Role, passwordHash: String, act: Act
    ) async throws(StoreFailure) -> User {
        try await file.write { try $0.addUser(name, role, passwordHash, act: act) }
    }

    /// Adds the first account, which is an administrator; refused once there is any.
    public func addFirst(_ name: String, passwordHash: String, now: Instant) async throws(StoreFailure) -> User {
        try await file.write { database in
            let accounts = try Int.fetchOne(database, sql: #"SELECT count(*) FROM "user""#) ?? 0
            if let objection = User.objection(toFirstBeside: accounts) { throw objection }
            return try database.addUser(name, .admin, passwordHash, act: Act(by: .person(name), at: now))
        }
    }

    /// Changes the password; every session of the account ends.
    public func setPassword(_ hash: String, of user: User, act: Act) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(sql: #"UPDATE "user" SET password = ? WHERE id = ?"#, arguments: [hash, user.id])
            try database.execute(sql: "DELETE FROM session WHERE user_id = ?", arguments: [user.id])
            try database.recordHistory(.user(.passwordChanged), of: user.name, act: act)
        }
    }

    /// - Throws: `refused` for the last administrator who could let others in.
    public func change(
        _ user: User, role: Role, isEnabled: Bool, act: Act
    ) async throws(StoreFailure) {
        try await file.write { database in
            let others = try Int.fetchOne(
                database, sql: #"SELECT count(*) FROM "user" WHERE role = 'admin' AND enabled = 1 AND id <> ?"#,
                arguments: [user.id])
            let objection = User.objection(toBeing: role, isEnabled: isEnabled, otherAdministrators: others ?? 0)
            if let objection { throw objection }
            try database.execute(
                sql: #"UPDATE "user" SET role = ?, enabled = ? WHERE id = ?"#,
                arguments: [role.rawValue, isEnabled, user.id])
            if !isEnabled { try database.execute(sql: "DELETE FROM session WHERE user_id = ?", arguments: [user.id]) }
            try database.recordHistory(
                .user(isEnabled ? .changed(role: role.rawValue) : .disabled), of: user.name, act: act)
        }
    }

    public func setLanguage(_ language: Language?, of user: User) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(
                sql: #"UPDATE "user" SET language = ? WHERE id = ?"#, arguments: [language?.rawValue, user.id])
        }
    }

    // MARK: Sessions

    public func beginSession(_ secret: String, of user: User, now: Instant) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(
                sql: "DELETE FROM session WHERE seen_at < ? OR created_at < ?",
                // Long after their end, so that a clock that leaps ahead for an hour signs nobody out for good.
                arguments: [now - SessionLife.longest * 2, now - SessionLife.longest * 3])
            try database.execute(
                sql: "INSERT INTO session (digest, user_id, created_at, seen_at) VALUES (?, ?, ?, ?)",
                arguments: [Data(BearerSecret.digest(secret)), user.id, now, now])
            try database.execute(
                sql: #"UPDATE "user" SET last_login_at = ? WHERE id = ?"#, arguments: [now, user.id])
        }
    }

    /// Whose session the cookie is; nil when it has ended or never was.
    ///
    /// - Parameter isUse: whether the person does something, which keeps the session alive.
    public func session(_ secret: String, now: Instant, isUse: Bool = true) async throws(StoreFailure) -> User? {
        let digest = Data(BearerSecret.digest(secret))
        let found = try await file.read { database -> (User, Instant)? in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT \(User.columns), session.seen_at FROM session JOIN "user" ON "user".id = session.user_id
                    WHERE session.digest = ? AND "user".enabled = 1 AND session.seen_at > ? AND session.created_at > ?
                    """,
                arguments: [digest, now - SessionLife.idle, now - SessionLife.longest]
            ).map { (User($0), $0["seen_at"]) }
        }
        guard let (user, seen) = found else { return nil }
        // Noted now and then: a page view should not wait for the disk.
        if isUse, now.since(seen) > .minutes(10) {
            try await file.write {
                try $0.execute(sql: "UPDATE session SET seen_at = ? WHERE digest = ?", arguments: [now, digest])
            }
        }
        return user
    }

    public func endSession(_ secret: String) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(
                sql: "DELETE FROM session WHERE digest = ?", arguments: [Data(BearerSecret.digest(secret))])
        }
    }

    // MARK: Invitations

    /// Keeps an invitation of which only the link knows the secret.
    public func invite(_ secret: String, role: Role, act: Act) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(
                sql: "DELETE FROM invitation WHERE expires_at < ?", arguments: [act.at - SessionLife.longest * 2]
            )
            try database.execute(
                sql: """
                    INSERT INTO invitation (digest, role, made_by, maker_id, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(BearerSecret.digest(secret)), role.rawValue, act.by.name, try database.makerID(of: act.by),
                    act.at, act.at + SessionLife.invitation,
                ])
            try database.recordHistory(.user(.invited(role: role.rawValue)), of: role.rawValue, act: act)
        }
    }

    /// The role that an invitation gives; nil when it is used up or too old.
    public func invitation(_ secret: String, now: Instant) async throws(StoreFailure) -> Role? {
        try await file.read { try $0.invitation(secret, now: now) }
    }

    /// Makes the account of an invitation, once.
    public func accept(
        _ secret: String, name: String, passwordHash: String, now: Instant
    ) async throws(StoreFailure) -> User {
        try await file.write { database in
            guard let role = try database.invitation(secret, now: now) else {
                throw InvitationFailure.over
            }
            let user = try database.addUser(name, role, passwordHash, act: Act(by: .person(name), at: now))
            try database.execute(
                sql: "DELETE FROM invitation WHERE digest = ?", arguments: [Data(BearerSecret.digest(secret))])
            return user
        }
    }
}

extension Database {
    /// The account behind whoever makes a token or an invitation: a person, or the person behind a token that makes one.
    func makerID(of actor: Actor) throws -> Int64? {
        switch actor {
        case .person(let name): try accountID(of: name)
        case .token(let name):
            try Int64.fetchOne(self, sql: "SELECT maker_id FROM api_token WHERE name = ?", arguments: [name])
        case .machine: nil
        }
    }

    /// The account of a name; nil for names of machines, which no account has.
    func accountID(of name: String) throws -> Int64? {
        guard !UserNameRule.isReserved(name) else { return nil }
        return try Int64.fetchOne(self, sql: #"SELECT id FROM "user" WHERE name = ?"#, arguments: [name])
    }

    fileprivate func user(_ name: String) throws -> User {
        let stored = try spelling(of: name, in: "user")
        guard
            let row = try Row.fetchOne(
                self, sql: #"SELECT \#(User.columns) FROM "user" WHERE name = ?"#, arguments: [stored])
        else {
            throw UserFailure.unknown(name)
        }
        return User(row)
    }

    fileprivate func addUser(
        _ name: String, _ role: Role, _ hash: String, act: Act
    ) throws -> User {
        let namesake = try spelling(of: name, in: "user")
        let holder = try Int64.fetchOne(self, sql: #"SELECT id FROM "user" WHERE name = ?"#, arguments: [namesake])
        if let objection = User.objection(toMaking: name, holder: holder) { throw objection }
        try execute(
            sql: #"INSERT INTO "user" (name, role, password, created_at) VALUES (?, ?, ?, ?)"#,
            arguments: [name, role.rawValue, hash, act.at])
        try recordHistory(.user(.added(role: role.rawValue)), of: name, act: act)
        return try user(name)
    }

    fileprivate func invitation(_ secret: String, now: Instant) throws -> Role? {
        try String.fetchOne(
            self,
            sql: """
                SELECT role FROM invitation WHERE digest = ? AND expires_at > ? AND (maker_id IS NULL
                  OR EXISTS (SELECT 1 FROM "user" WHERE "user".id = maker_id AND "user".enabled = 1))
                """,
            arguments: [Data(BearerSecret.digest(secret)), now]
        ).flatMap(Role.init)
    }
}
