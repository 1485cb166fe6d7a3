import Attendance
import Database
import Foundation
import Sealing

/// The sealed values of one owner.
struct SecretBox {
    enum Owner: String {
        case device
        /// An account at a vendor that several devices use.
        case account
        case hrClient = "hr"
        /// A device's webhook address.
        case hook
        /// What the program itself keeps, such as the key of its certificate authority.
        case program
        /// What a device of an import had before it.
        case deviceImport = "import"
        /// The key string of a case.
        case unbindingCase = "case"
    }

    let owner: Owner
    let id: Int64
    let key: SealingKey?

    func store(_ values: FieldValues, in database: Database) throws {
        for name in values.names {
            guard let key else { throw SealingFailure.wrongKeyOrDamaged }
            let sealed = try key.seal(Array((values[name] ?? "").utf8), place: place(name))
            try database.execute(
                sql: """
                    INSERT INTO secret (owner_kind, owner_id, field, sealed) VALUES (?, ?, ?, ?)
                    ON CONFLICT (owner_kind, owner_id, field) DO UPDATE SET sealed = excluded.sealed
                    """,
                arguments: [owner.rawValue, id, name, Data(sealed)])
        }
    }

    func load(from database: Database) throws -> FieldValues {
        var values = FieldValues()
        let rows = try Row.fetchAll(
            database, sql: "SELECT field, sealed FROM secret WHERE owner_kind = ? AND owner_id = ?",
            arguments: [owner.rawValue, id])
        for row in rows {
            guard let key else { throw SealingFailure.wrongKeyOrDamaged }
            let name: String = row["field"]
            let sealed: Data = row["sealed"]
            values.set(name, String(decoding: try key.open(Array(sealed), place: place(name)), as: UTF8.self))
        }
        return values
    }

    func names(in database: Database) throws -> [String] {
        try String.fetchAll(
            database, sql: "SELECT field FROM secret WHERE owner_kind = ? AND owner_id = ? ORDER BY field",
            arguments: [owner.rawValue, id])
    }

    /// Removes the secrets that are not named, all of them by default.
    func remove(keeping names: [String] = [], from database: Database) throws {
        for name in try self.names(in: database) where !names.contains(name) {
            try database.execute(
                sql: "DELETE FROM secret WHERE owner_kind = ? AND owner_id = ? AND field = ?",
                arguments: [owner.rawValue, id, name])
        }
    }

    private func place(_ name: String) -> String { "\(owner.rawValue)/\(id)/\(name)" }
}
