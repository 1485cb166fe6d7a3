import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import Store
import Wire

extension Schema {
    static let role = Schema.choice(Role.allCases.map(\.rawValue))

    static let user = Schema.object([
        .init("id", .id), .init("name", .string()), .init("role", .role), .init("enabled", .boolean),
        .init("lastLoginAt", .nullable(.time)),
    ])

    static func token(withSecret: Bool) -> Schema {
        let scope = Schema.choice(Permission.allCases.map(\.rawValue))
        var properties: [Property] = [
            .init("id", .id), .init("name", .string()), .init("scopes", .array(scope)), .init("madeBy", .string()),
            .init("createdAt", .time), .init("lastUsedAt", .nullable(.time)),
        ]
        if withSecret { properties.append(.init("token", .string())) }
        return .object(properties)
    }
}

/// Accounts, invitations and API tokens.
struct PeopleOperations: Sendable {
    let accounts: Accounts
    let users: UserRepository
    let apiTokens: APITokenRepository
    let policy: ServingPolicy

    var operations: [Operation] {
        [
            Operation(
                .get, "/users", .users, "listUsers", "All accounts", reply: .json(.ok, .page(.user))
            ) { _ in .page(try await users.all().map(\.json)) },
            Operation(
                .patch, "/users/{id}", .users, "changeUser", "Change an account's role, or shut it out",
                body: .object([.init("role", .role, required: false), .init("enabled", .boolean, required: false)]),
                reply: .json(.ok, .user), changeUser),
            Operation(
                .post, "/invitations", .users, "invite", "Make a link by which one person makes an account, once",
                body: .object([.init("role", .role)]), reply: .json(.created, .object([.init("link", .string())])),
                invite),
            Operation(
                .get, "/api-tokens", .tokens, "listTokens", "All API tokens, without their secrets",
                reply: .json(.ok, .page(.token(withSecret: false)))
            ) { _ in .page(try await apiTokens.all().map(\.json)) },
            Operation(
                .post, "/api-tokens", .tokens, "addToken", "Make an API token; its secret is in this reply alone",
                body: .object([
                    .init("name", .name),
                    .init("scopes", .array(.choice(Permission.allCases.map(\.rawValue)), maximum: 50)),
                ]), reply: .json(.created, .token(withSecret: true)), addToken),
            Operation(
                .delete, "/api-tokens/{id}", .tokens, "revokeToken", "Make an API token worthless", reply: .none
            ) { call in
                try await accounts.revokeToken(
                    id: call.visit.parameter("id"), by: call.visit.principal, at: call.visit.now)
                return .nothing
            },
        ]
    }

    @Sendable private func changeUser(_ call: Call) async throws -> Response {
        let id = call.visit.parameter("id")
        try await accounts.change(
            try await accounts.user(id: id), role: call.body["role"]?.text.flatMap(Role.init),
            isEnabled: call.body["enabled"]?.bool, by: call.visit.principal, at: call.visit.now)
        return .json(try await accounts.user(id: id).json)
    }

    @Sendable private func invite(_ call: Call) async throws -> Response {
        let role = call.body["role"]?.text.flatMap(Role.init) ?? .viewer
        let secret = try await accounts.invite(role, by: call.visit.principal, at: call.visit.now)
        return .json(["link": .string(policy.invitation(secret, call.visit.request))], status: .created)
    }

    @Sendable private func addToken(_ call: Call) async throws -> Response {
        let scopes = Set(call.body["scopes"]?.array?.compactMap { $0.text.flatMap(Permission.init) } ?? [])
        let (token, secret) = try await accounts.makeToken(
            named: call.body["name"]?.text ?? "", scopes, by: call.visit.principal, at: call.visit.now)
        return .json(token.json.adding("token", .string(secret)), status: .created)
    }
}
