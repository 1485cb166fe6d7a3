import Access
import Attendance
import AttendanceHub
import Hummingbird
import ProgramSettings
import Store
import Wire

/// Users and invitations.
struct UserPages: Pages {
    let accounts: Accounts
    let users: UserRepository
    let settings: SettingsRepository
    let policy: ServingPolicy

    var routes: [Route] {
        [
            Route(.get, "/users", .permission(.users)) { try await list(for: $0) },
            Route(.post, "/users/invite", .permission(.users), invite),
            Route(.post, "/users/{id}", .permission(.users), change),
        ]
    }

    private func list(for visit: Visit, invitation: String? = nil) async throws -> Response {
        let model = UsersPage(
            try await users.all(), invitation: invitation, in: try await settings.current().zone, for: visit.reader)
        return visit.page(model, title: visit.say("Users", "Người dùng"))
    }

    @Sendable private func invite(_ visit: Visit) async throws -> Response {
        let secret = try await accounts.invite(try role(in: visit), by: visit.principal, at: visit.now)
        return try await list(for: visit, invitation: policy.invitation(secret, visit.request))
    }

    @Sendable private func change(_ visit: Visit) async throws -> Response {
        let user = try await accounts.user(id: visit.parameter("id"))
        try await accounts.change(
            user, role: try role(in: visit), isEnabled: visit.form["enabled"] == "1", by: visit.principal,
            at: visit.now)
        return visit.redirect(
            "/users", .good(visit.say("“\(user.name)” is saved.", "Đã lưu “\(user.name)”.")))
    }

    private func role(in visit: Visit) throws -> Role {
        guard let role = Role(rawValue: visit.form["role"]) else { throw Refusal(HTTPError(.badRequest)) }
        return role
    }
}

extension ServingPolicy {
    /// The address that is sent to whom is invited.
    func invitation(_ secret: String, _ request: Request) -> String {
        "\(origin(request))/invitation/\(secret)"
    }
}
