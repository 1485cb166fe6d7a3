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

    /// Its company, once that was verified.
    public let companyID: Int64?
    /// Whether it belongs to a company that was verified.
    public var isVerified: Bool { companyID != nil }

    public var principal: Principal {
        Principal(
            name: name, permissions: isEnabled ? role.permissions(isVerified: isVerified) : [], accountID: id,
            companyID: companyID)
    }

    /// All that `init(_:)` reads.
    static let columns = """
        user.*, (SELECT company.id FROM company WHERE company.id = user.company_id AND company.state = 'verified')
          AS verified_company_id
        """

    init(_ row: Row) {
        companyID = row["verified_company_id"]
        id = row["id"]
        name = row["name"]
        role = Role(rawValue: row["role"]) ?? .viewer
        isEnabled = row["enabled"]
        let languageText: String? = row["language"]
        language = languageText.flatMap(Language.init)
        lastLoginAt = row["last_login_at"]
    }
}
