import Access
import Attendance
import Sealing
import Store
import UnbindingCases

/// Accounts and tokens, by whichever door: what one person may do to another's, and to a program's.
public struct Accounts: Sendable {
    let users: UserRepository
    let apiTokens: APITokenRepository
    let companies: CompanyRepository

    public init(_ store: Store) {
        users = store.users
        apiTokens = store.apiTokens
        companies = store.companies
    }

    /// - Parameter id: as an address has it.
    public func user(id: String) async throws -> User {
        guard let user = try await users.all().first(where: { String($0.id) == id }) else {
            throw UserFailure.unknown(id)
        }
        return user
    }

    /// Makes an invitation, by which one person makes one account of the role.
    ///
    /// - Returns: its secret, which is kept nowhere.
    /// - Throws: `GrantFailure` where the role may more than whoever invites.
    public func invite(_ role: Role, by principal: Principal, at now: Instant) async throws -> String {
        try principal.mayGive(role)
        let secret = BearerSecret.make()
        try await users.invite(secret, role: role, act: Act(by: principal.actor, at: now))
        return secret
    }

    /// Gives an account another role, shuts it out or lets it in; what is nil stays as it is.
    ///
    /// - Throws: `GrantFailure` where the role, or the one before, may more than whoever changes it; the store's for the
    ///   last administrator.
    public func change(
        _ user: User, role: Role? = nil, isEnabled: Bool? = nil, by principal: Principal, at now: Instant
    ) async throws {
        try principal.mayGive(user.role)
        let role = role ?? user.role
        try principal.mayGive(role)
        try await users.change(
            user, role: role, isEnabled: isEnabled ?? user.isEnabled, act: Act(by: principal.actor, at: now))
    }

    /// Makes a token of rights that its maker has.
    ///
    /// - Parameter company: the number of the one that it speaks for; nil is that of its maker, or the desk itself.
    /// - Returns: the token, and its secret, which is kept nowhere.
    /// - Throws: `GrantFailure`, `FieldFailure` for the name, the store's where there is no such company.
    public func makeToken(
        named name: String, _ scopes: Set<Permission>, company: String? = nil, by principal: Principal, at now: Instant
    ) async throws -> (token: APIToken, secret: String) {
        try principal.mayGive(scopes)
        var companyID = principal.companyID
        if let company {
            guard let number = Int64(company) else { throw CompanyFailure.unknown(company) }
            companyID = try await companies.find(number).id
        }
        return try await apiTokens.add(
            try Names.checked(name), scopes: scopes, company: companyID, act: Act(by: principal.actor, at: now))
    }

    /// - Parameter id: as an address has it.
    public func revokeToken(id: String, by principal: Principal, at now: Instant) async throws {
        guard let token = try await apiTokens.all().first(where: { String($0.id) == id }) else {
            throw APITokenFailure.unknown(id)
        }
        try await apiTokens.revoke(token.name, act: Act(by: principal.actor, at: now))
    }
}
