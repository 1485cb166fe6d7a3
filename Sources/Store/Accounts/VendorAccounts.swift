import Attendance
import Database
import Foundation
import Sealing
import Wire

/// The sealed credentials of an account, or of a device that has its own.
struct CredentialBox {
    /// Of pairs that were entered for an account and are not in use.
    static let mostSpares = 8
    private static let sparesField = "spares"

    let box: SecretBox

    /// As `load`; what another key has sealed is dropped, since it must be entered again.
    func readable(in database: Database) throws -> (values: FieldValues, spares: [FieldValues]) {
        if let loaded = try? load(from: database) { return loaded }
        try box.remove(from: database)
        return (FieldValues(), [])
    }

    /// Empties fields, in the credentials in use and in the spare ones.
    func drop(_ fields: [String], in database: Database) throws {
        let (values, spares) = try readable(in: database)
        try replace(
            values.filter { !fields.contains($0) }, spares: spares.map { $0.filter { !fields.contains($0) } },
            in: database)
    }

    func load(from database: Database) throws -> (values: FieldValues, spares: [FieldValues]) {
        let all = try box.load(from: database)
        let texts = (try? JSONValue(parsing: Array((all[CredentialBox.sparesField] ?? "[]").utf8)))?.array ?? []
        let spares = texts.map { spare -> FieldValues in
            guard case .object(let members) = spare else { return FieldValues() }
            return FieldValues(
                Dictionary(members.map { ($0.name, [$0.value.text ?? ""]) }) { first, _ in first })
        }
        return (all.filter { $0 != CredentialBox.sparesField }, spares.filter { !$0.names.isEmpty })
    }

    /// Replaces what is stored.
    func replace(_ values: FieldValues, spares: [FieldValues], in database: Database) throws {
        var stored = values
        var kept: [FieldValues] = []
        for spare in spares where spare != values && !spare.names.isEmpty && !kept.contains(spare) {
            kept.append(spare)
        }
        if !kept.isEmpty {
            let list = kept.prefix(CredentialBox.mostSpares).map { spare in
                JSONValue.object(spare.names.map { JSONValue.Member($0, .string(spare[$0] ?? "")) })
            }
            stored.set(CredentialBox.sparesField, String(decoding: JSONValue.array(list).bytes, as: UTF8.self))
        }
        try box.remove(keeping: stored.names, from: database)
        try box.store(stored, in: database)
    }

    func names(in database: Database) throws -> [String] {
        try box.names(in: database).filter { $0 != CredentialBox.sparesField }
    }
}

extension Database {
    /// Where a device's credentials lie: at its account, or at itself.
    func credentials(ofDevice id: Int64, key: SealingKey?) throws -> CredentialBox {
        let account = try Int64.fetchOne(self, sql: "SELECT account_id FROM device WHERE id = ?", arguments: [id])
        return CredentialBox(
            box: account.map { SecretBox(owner: .account, id: $0, key: key) }
                ?? SecretBox(owner: .device, id: id, key: key))
    }

    /// All secrets of a device, those of its account included.
    func deviceSecrets(_ id: Int64, key: SealingKey?) throws -> FieldValues {
        let own = try SecretBox(owner: .device, id: id, key: key).load(from: self)
        return own.merging(try credentials(ofDevice: id, key: key).load(from: self).values)
    }

    /// Stores a device's entered secrets where they belong, and ties it to its account.
    ///
    /// - Parameters:
    ///   - entered: the secrets that somebody entered; of an existing device those that change.
    ///   - leads: what was entered is newer than what the account has, as in an edit; else it is a spare there.
    func place(
        _ entered: FieldValues, ofDevice id: Int64, kind: String, account: AccountDraft?, leads: Bool, key: SealingKey?
    ) throws {
        let own = SecretBox(owner: .device, id: id, key: key)
        let ownBefore = try key == nil ? FieldValues() : CredentialBox(box: own).readable(in: self).values
        let former = try Int64.fetchOne(self, sql: "SELECT account_id FROM device WHERE id = ?", arguments: [id])
        let accountID = try account.map { try self.account(kind: kind, identity: $0.identity) }
        let shared = Set(account?.fields ?? [])
        try execute(sql: "UPDATE device SET account_id = ? WHERE id = ?", arguments: [accountID, id])
        try own.store(entered.filter { !shared.contains($0) }, in: self)
        if let accountID {
            let box = CredentialBox(box: SecretBox(owner: .account, id: accountID, key: key))
            let stored = try key == nil ? (values: FieldValues(), spares: []) : box.readable(in: self)
            // What the device had as its own, before it belonged to an account, comes with it. What it had of another
            // account is that one's: it is not carried into the credentials of this one.
            let brought = former == nil ? ownBefore.filter(shared.contains) : FieldValues()
            let changed = entered.filter(shared.contains)
            if stored.values.names.isEmpty {
                let base = former == nil ? brought : try formerSecrets(former, accountID, key).filter(shared.contains)
                try box.replace(base.merging(changed), spares: stored.spares, in: self)
            } else if leads, !changed.names.isEmpty {
                let pair = stored.values.merging(brought).merging(changed)
                try box.replace(pair, spares: [stored.values] + stored.spares, in: self)
            } else {
                let pair = stored.values.merging(brought).merging(changed)
                try box.replace(stored.values, spares: [pair] + stored.spares, in: self)
            }
            try own.remove(keeping: try own.names(in: self).filter { !shared.contains($0) }, from: self)
        } else if former != nil {
            // On its own from now on, it keeps a copy of what it used.
            let used = try formerSecrets(former, nil, key)
            try own.store(used.filter { entered[$0] == nil }, in: self)
        }
        if let former, former != accountID { try removeAccountIfUnused(former) }
    }

    /// The secrets of the account that a device leaves; none where it stays.
    private func formerSecrets(_ former: Int64?, _ account: Int64?, _ key: SealingKey?) throws -> FieldValues {
        guard let former, former != account, key != nil else { return FieldValues() }
        return try CredentialBox(box: SecretBox(owner: .account, id: former, key: key)).readable(in: self).values
    }

    /// Unties a device from its account.
    func leaveAccount(_ id: Int64) throws {
        let account = try Int64.fetchOne(self, sql: "SELECT account_id FROM device WHERE id = ?", arguments: [id])
        guard let account else { return }
        try execute(sql: "UPDATE device SET account_id = NULL WHERE id = ?", arguments: [id])
        try removeAccountIfUnused(account)
    }

    /// Drops an account that no device uses any more.
    private func removeAccountIfUnused(_ id: Int64) throws {
        let isUsed = try Bool.fetchOne(
            self, sql: "SELECT EXISTS (SELECT 1 FROM device WHERE account_id = ?)", arguments: [id])
        guard isUsed != true else { return }
        try SecretBox(owner: .account, id: id, key: nil).remove(from: self)
        try execute(sql: "DELETE FROM vendor_account WHERE id = ?", arguments: [id])
    }

    /// The names of the devices that use an account; nil without any.
    func devices(ofAccount id: Int64) throws -> String? {
        try String.fetchOne(
            self, sql: "SELECT group_concat(name, ', ') FROM device WHERE account_id = ?", arguments: [id])
    }

    private func account(kind: String, identity: String) throws -> Int64 {
        try execute(
            sql: "INSERT INTO vendor_account (kind, identity) VALUES (?, ?) ON CONFLICT (kind, identity) DO NOTHING",
            arguments: [kind, identity])
        return try Int64.fetchOne(
            self, sql: "SELECT id FROM vendor_account WHERE kind = ? AND identity = ?", arguments: [kind, identity])
            ?? 0
    }
}

extension DeviceRepository {
    /// The right to renew a device's credentials: that of all devices of its account, in every process. Nil while
    /// another has it.
    public func lockCredentials(of device: Device) async throws(StoreFailure) -> CredentialLock? {
        let account = try await file.read {
            try Int64.fetchOne($0, sql: "SELECT account_id FROM device WHERE id = ?", arguments: [device.id])
        }
        let name = account.map { "account-\($0)" } ?? "credentials-\(device.id)"
        guard let lock = try FileLock.acquire(file.directory.appending(path: "locks/\(name)")) else { return nil }
        return CredentialLock(file: file, account: account, deviceID: device.id, lock: lock)
    }

    /// The secrets of an account that is known here; empty when it is not.
    public func accountSecrets(kind: String, identity: String) async throws(StoreFailure) -> FieldValues {
        try await file.read { database in
            guard
                let id = try Int64.fetchOne(
                    database, sql: "SELECT id FROM vendor_account WHERE kind = ? AND identity = ?",
                    arguments: [kind, identity])
            else { return FieldValues() }
            return try CredentialBox(box: SecretBox(owner: .account, id: id, key: file.key)).load(from: database).values
        }
    }

    /// Ties devices that earlier versions stored by themselves to their accounts; the device that last synced lends
    /// its credentials, those of the others stay as spares.
    ///
    /// - Parameter account: of a kind and its fields; nil where a device has credentials of its own.
    public func adoptAccounts(
        _ account: @Sendable (_ kind: String, _ fields: FieldValues) -> AccountDraft?
    ) async throws(StoreFailure) {
        let loose = try await file.read { database in
            try database.devices("WHERE account_id IS NULL ORDER BY last_success_at DESC NULLS LAST, device.id")
        }
        let drafts = loose.compactMap { device in account(device.kind, device.fields).map { (device, $0) } }
        guard !drafts.isEmpty, let key = file.key else { return }
        let moves = drafts.map { Move(device: $0.0, account: $0.1) }
        try await file.write { database in
            for move in moves {
                let id = move.device.id
                // What another key has sealed must be entered again; it moves then.
                guard let secrets = try? SecretBox(owner: .device, id: id, key: key).load(from: database) else {
                    continue
                }
                try database.place(
                    secrets, ofDevice: id, kind: move.device.kind, account: move.account, leads: false, key: key)
            }
        }
    }

    private struct Move: Sendable {
        let device: Device
        let account: AccountDraft
    }
}

/// The right to renew credentials, held until it goes away.
public struct CredentialLock: Sendable {
    let file: StoreFile
    let account: Int64?
    let deviceID: Int64
    let lock: FileLock

    private var box: CredentialBox {
        CredentialBox(
            box: account.map { SecretBox(owner: .account, id: $0, key: file.key) }
                ?? SecretBox(owner: .device, id: deviceID, key: file.key))
    }

    /// The credentials in use and the spare ones.
    public func load() async throws(StoreFailure) -> (values: FieldValues, spares: [FieldValues]) {
        try await file.read { try box.load(from: $0) }
    }

    /// Replaces credentials durably: a renewed pair is in the store before it is used.
    ///
    /// What somebody entered since `read` stays as a spare, and a device or account that has gone keeps nothing.
    public func keep(
        _ values: FieldValues, spares: [FieldValues], insteadOf read: (values: FieldValues, spares: [FieldValues])
    ) async throws(StoreFailure) {
        try await file.write { database in
            let table = account == nil ? "device" : "vendor_account"
            let isThere = try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE id = ?)", arguments: [account ?? deviceID])
            guard isThere == true else { return }
            let stored = try box.load(from: database)
            let entered = ([stored.values] + stored.spares).filter { $0 != read.values && !read.spares.contains($0) }
            try box.replace(values, spares: entered + spares, in: database)
        }
    }
}
