import Attendance

/// A token for the JSON API, without its secret.
public struct APIToken: Sendable, Identifiable {
    public let id: Int64
    public let name: String
    public let scopes: Set<Permission>
    /// The company for which the program speaks; nil is the desk itself.
    public let companyID: Int64?
    public let madeBy: String
    public let createdAt: Instant
    public let lastUsedAt: Instant?

    /// `token NAME` in the history.
    public var principal: Principal { Principal(.token(name), permissions: scopes, companyID: companyID) }

    public init(
        id: Int64, name: String, scopes: Set<Permission>, companyID: Int64?, madeBy: String, createdAt: Instant,
        lastUsedAt: Instant?
    ) {
        self.id = id
        self.name = name
        self.scopes = scopes
        self.companyID = companyID
        self.madeBy = madeBy
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
    }
}
