import Access
import Attendance
import Hummingbird
import ProgramSettings
import Store
import Wire

/// Accounts that their owners make: by invitation, or by registering.
struct NewAccountPages: Pages {
    let users: UserRepository
    let settings: SettingsRepository
    let sessions: Sessions
    let chosen: ChosenCredentials
    let limit: StrangerLimit

    var routes: [Route] {
        [
            Route(.get, "/invitation/{secret}", .open) { try await showInvitation($0) },
            Route(.post, "/invitation/{secret}", .open, acceptInvitation),
            Route(.get, "/register", .open) { try await showRegistration($0) },
            Route(.post, "/register", .open, register),
        ]
    }

    private func showInvitation(_ visit: Visit, _ problems: FormProblems = FormProblems()) async throws -> Response {
        try limit.count(visit)
        let secret = visit.parameter("secret")
        guard let role = try await users.invitation(secret, now: visit.now) else {
            throw InvitationFailure.over
        }
        return visit.page(
            InvitationPage(
                role, action: "/invitation/\(secret)", name: visit.form["name"], problems, visit.language),
            title: visit.say("Invitation", "Lời mời"), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func acceptInvitation(_ visit: Visit) async throws -> Response {
        try limit.count(visit)
        let secret = visit.parameter("secret")
        guard try await users.invitation(secret, now: visit.now) != nil else {
            throw InvitationFailure.over
        }
        return try await make(visit, showInvitation) { name, hash in
            let user = try await users.accept(secret, name: name, passwordHash: hash, now: visit.now)
            return try await sessions.begin(user, "/", visit)
        }
    }

    /// Only where the setting opens it: an installer's account, which files nothing before its company is verified.
    private func showRegistration(_ visit: Visit, _ problems: FormProblems = FormProblems()) async throws -> Response {
        try limit.count(visit)
        guard try await settings.current().allowsRegistration else {
            throw Refusal(
                .notFound,
                Phrase(
                    en: "accounts are made by invitation here: ask an administrator for a link",
                    vi: "tài khoản được tạo qua lời mời: hãy nhờ quản trị viên gửi đường link"))
        }
        return visit.page(
            RegisterPage(name: visit.form["name"], problems, visit.language), title: visit.say("Register", "Đăng ký"),
            status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func register(_ visit: Visit) async throws -> Response {
        // What refuses to show the form refuses to take it.
        _ = try await showRegistration(visit)
        return try await make(visit, showRegistration) { name, hash in
            let user = try await users.add(
                name, role: .installer, passwordHash: hash, act: Act(by: .person(name), at: visit.now))
            return try await sessions.begin(user, "/company", visit)
        }
    }

    /// Makes an account of what was chosen, or shows the form again with all that is wrong.
    private func make(
        _ visit: Visit, _ show: (Visit, FormProblems) async throws -> Response,
        _ act: (_ name: String, _ hash: String) async throws -> Response
    ) async throws -> Response {
        var problems = FormProblems()
        do {
            if let (name, hash) = try await chosen.take(visit, &problems) { return try await act(name, hash) }
        } catch {
            problems.add(error)
        }
        problems.lead(along: CredentialInputs.ids)
        return try await show(visit, problems)
    }
}
