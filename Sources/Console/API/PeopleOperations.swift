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

extension Console {
    var peopleOperations: [Operation] {
        [
            Operation(
                .get, "/users", .users, "listUsers", "All accounts", reply: .json(.ok, .page(.user))
            ) { call in .page(try await call.visit.store.users.all().map(\.json)) },
            Operation(
                .patch, "/users/{id}", .users, "changeUser", "Change an account's role, or shut it out",
                body: .object([.init("role", .role, required: false), .init("enabled", .boolean, required: false)]),
                reply: .json(.ok, .user)
            ) { call in
                func find() async throws -> User {
                    let id = call.visit.parameter("id")
                    guard let user = try await call.visit.store.users.all().first(where: { String($0.id) == id }) else {
                        throw UserFailure.unknown(id)
                    }
                    return user
                }
                let user = try await find()
                let role = call.body["role"]?.text.flatMap(Role.init) ?? user.role
                for role in [user.role, role] { try call.visit.refuseBeyondOwn(role) }
                try await call.visit.store.users.change(
                    user, role: role,
                    isEnabled: call.body["enabled"]?.bool ?? user.isEnabled, act: call.visit.act)
                return .json(try await find().json)
            },
            Operation(
                .post, "/invitations", .users, "invite", "Make a link by which one person makes an account, once",
                body: .object([.init("role", .role)]), reply: .json(.created, .object([.init("link", .string())]))
            ) { call in
                let role = call.body["role"]?.text.flatMap(Role.init) ?? .viewer
                return .json(["link": .string(try await call.visit.invitation(role))], status: .created)
            },
            Operation(
                .get, "/api-tokens", .tokens, "listTokens", "All API tokens, without their secrets",
                reply: .json(.ok, .page(.token(withSecret: false)))
            ) { call in .page(try await call.visit.store.apiTokens.all().map(\.json)) },
            Operation(
                .post, "/api-tokens", .tokens, "addToken", "Make an API token; its secret is in this reply alone",
                body: .object([
                    .init("name", .name),
                    .init("scopes", .array(.choice(Permission.allCases.map(\.rawValue)), maximum: 50)),
                ]), reply: .json(.created, .token(withSecret: true))
            ) { call in
                let scopes = Set(call.body["scopes"]?.array?.compactMap { $0.text.flatMap(Permission.init) } ?? [])
                let (token, secret) = try await call.visit.makeToken(call.body["name"]?.text ?? "", scopes)
                return .json(token.json.adding("token", .string(secret)), status: .created)
            },
            Operation(
                .delete, "/api-tokens/{id}", .tokens, "revokeToken", "Make an API token worthless", reply: .none
            ) { call in
                let id = call.visit.parameter("id")
                guard let token = try await call.visit.store.apiTokens.all().first(where: { String($0.id) == id })
                else { throw APITokenFailure.unknown(id) }
                try await call.visit.store.apiTokens.revoke(
                    token.name, act: call.visit.act)
                return .nothing
            },
        ]
    }
}
