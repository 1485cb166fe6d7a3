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

    /// Whether it belongs to a company that was verified.
    public let isVerified: Bool

    public var principal: Principal {
        Principal(
            name: name, permissions: isEnabled ? role.permissions(isVerified: isVerified) : [], accountID: id)
    }

    /// All that `init(_:)` reads.
    static let columns = """
        user.*, EXISTS (SELECT 1 FROM company WHERE company.id = user.company_id AND company.state = 'verified')
          AS is_verified
        """

    init(_ row: Row) {
        isVerified = row["is_verified"]
        id = row["id"]
        name = row["name"]
        role = Role(rawValue: row["role"]) ?? .viewer
        isEnabled = row["enabled"]
        let languageText: String? = row["language"]
        language = languageText.flatMap(Language.init)
        lastLoginAt = row["last_login_at"]
    }
}
