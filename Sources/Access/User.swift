import Attendance

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
            .person(name), permissions: isEnabled ? role.permissions(isVerified: isVerified) : [], accountID: id,
            companyID: companyID)
    }

    public init(
        id: Int64, name: String, role: Role, isEnabled: Bool = true, language: Language? = nil,
        lastLoginAt: Instant? = nil, companyID: Int64? = nil
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.isEnabled = isEnabled
        self.language = language
        self.lastLoginAt = lastLoginAt
        self.companyID = companyID
    }
}
