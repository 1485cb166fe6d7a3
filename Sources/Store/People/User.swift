import Access
import Attendance
import GRDB

/// A person who signs in.
public struct User: Sendable, Identifiable {
    public let id: Int64
    public let name: String
    public let role: Role
    public let isEnabled: Bool
    /// Nil follows the browser.
    public let language: Language?
    public let lastLoginAt: Instant?

    public var principal: Principal { Principal(name: name, permissions: isEnabled ? role.permissions : []) }

    init(_ row: Row) {
        id = row["id"]
        name = row["name"]
        role = Role(rawValue: row["role"]) ?? .viewer
        isEnabled = row["enabled"]
        let languageText: String? = row["language"]
        language = languageText.flatMap(Language.init)
        lastLoginAt = row["last_login_at"]
    }
}
