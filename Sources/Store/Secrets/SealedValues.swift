import Attendance
import Database

/// Everything that is sealed, to be kept out of messages.
public struct SealedValues: Sendable {
    let file: StoreFile

    /// Grows with every change of a sealed value.
    public func revision() async throws(StoreFailure) -> Int64 { try await file.read { try $0.hookRevision() } }

    /// Every sealed value that can be opened.
    public func all() async throws(StoreFailure) -> [String] {
        try await file.read { database in
            let owners = try Row.fetchAll(database, sql: "SELECT DISTINCT owner_kind, owner_id FROM secret")
            return owners.flatMap { row -> [String] in
                guard let owner = SecretBox.Owner(rawValue: row["owner_kind"]) else { return [] }
                let values = try? SecretBox(owner: owner, id: row["owner_id"], key: file.key).load(from: database)
                return values?.names.flatMap { values?.all($0) ?? [] } ?? []
            }
        }
    }
}
