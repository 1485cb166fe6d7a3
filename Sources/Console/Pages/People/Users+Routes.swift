import Access
import Attendance
import Hummingbird
import ProgramSettings
import Sealing
import Store
import Wire

/// Users and invitations.
extension Console {
    var userRoutes: [Route] {
        [
            Route(.get, "/users", .permission(.users)) { try await $0.usersPage() },
            Route(.post, "/users/invite", .permission(.users)) { try await $0.invite() },
            Route(.post, "/users/{id}", .permission(.users)) { try await $0.changeUser() },
        ]
    }
}

extension Visit {
    fileprivate func usersPage(invitation: String? = nil) async throws -> Response {
        let zone = try await store.settings.current().zone
        return page(
            UsersPage(try await store.users.all(), invitation: invitation, in: zone, for: reader),
            title: say("Users", "Người dùng"))
    }

    fileprivate func invite() async throws -> Response {
        guard let role = Role(rawValue: form["role"]) else { throw Refusal(HTTPError(.badRequest)) }
        return try await usersPage(invitation: try await invitation(role))
    }

    /// A link that makes one account of a role.
    func invitation(_ role: Role) async throws -> String {
        try refuseBeyondOwn(role)
        let secret = BearerSecret.make()
        try await store.users.invite(secret, role: role, act: act)
        return "\(console.policy.origin(request))/invitation/\(secret)"
    }

    fileprivate func changeUser() async throws -> Response {
        let user = try await store.users.all().first { String($0.id) == parameter("id") }
        guard let user else { throw UserFailure.unknown(parameter("id")) }
        guard let role = Role(rawValue: form["role"]) else { throw Refusal(HTTPError(.badRequest)) }
        try refuseBeyondOwn(user.role)
        try refuseBeyondOwn(role)
        try await store.users.change(
            user, role: role, isEnabled: form["enabled"] == "1", act: act)
        return redirect("/users", .good(say("“\(user.name)” is saved.", "Đã lưu “\(user.name)”.")))
    }

    /// Nobody makes, changes or raises an account that may more than they may themselves.
    func refuseBeyondOwn(_ role: Role) throws {
        guard let beyond = role.permissions.filter({ !may($0) }).min(by: { $0.rawValue < $1.rawValue }) else { return }
        throw Refusal(
            .forbidden,
            Phrase(
                en: "the role \(role.title.en) may \(beyond.title.en) (\(beyond.rawValue)), which you may not",
                vi: "vai trò \(role.title.vi) được \(beyond.title.vi) (\(beyond.rawValue)), còn bạn thì không"))
    }
}
