import Access
import Attendance
import AttendanceHub
import Hummingbird
import ProgramSettings
import Store
import Wire

/// Accounts that their owners make: by invitation, or by registering.
extension Console {
    var newAccountRoutes: [Route] {
        [
            Route(.get, "/invitation/{secret}", .open) { try await $0.invitationPage() },
            Route(.post, "/invitation/{secret}", .open) { try await $0.acceptInvitation() },
            Route(.get, "/register", .open) { try await $0.registerPage() },
            Route(.post, "/register", .open) { try await $0.register() },
        ]
    }
}

extension Visit {
    fileprivate func invitationPage(_ flash: Flash? = nil) async throws -> Response {
        try boundStrangers()
        let secret = parameter("secret")
        guard let role = try await store.users.invitation(secret, now: now) else {
            throw InvitationFailure.over
        }
        return page(
            InvitationPage(role: role.title[language], action: "/invitation/\(secret)", name: form["name"]),
            title: say("Invitation", "Lời mời"), status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    fileprivate func acceptInvitation() async throws -> Response {
        try boundStrangers()
        let secret = parameter("secret")
        guard try await store.users.invitation(secret, now: now) != nil else {
            throw InvitationFailure.over
        }
        do {
            let name = try userName()
            let hash = try await newPassword(for: name)
            return try await begin(try await store.users.accept(secret, name: name, passwordHash: hash, now: now), "/")
        } catch {
            return try await invitationPage(.bad(error.explained.phrase[language]))
        }
    }

    /// Only where the setting opens it: an installer's account, which files nothing before its company is verified.
    fileprivate func registerPage(_ flash: Flash? = nil) async throws -> Response {
        try boundStrangers()
        guard try await store.settings.current().allowsRegistration else {
            throw Refusal(
                .notFound,
                Phrase(
                    en: "accounts are made by invitation here: ask an administrator for a link",
                    vi: "tài khoản được tạo qua lời mời: hãy nhờ quản trị viên gửi liên kết"))
        }
        return page(
            RegisterPage(name: form["name"]), title: say("Register", "Đăng ký"),
            status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    fileprivate func register() async throws -> Response {
        let shown = try await registerPage()
        guard shown.status == .ok else { return shown }
        do {
            let name = try userName()
            let hash = try await newPassword(for: name)
            return try await begin(
                try await store.users.add(
                    name, role: .installer, passwordHash: hash, act: Act(by: .person(name), at: now)), "/company"
            )
        } catch {
            return try await registerPage(.bad(error.explained.phrase[language]))
        }
    }

    // MARK: Parts

    func userName() throws -> String {
        let name = try Names.checked(form["name"])
        if let objection = UserNameRule.objection(to: name) { throw RequestFailure(objection) }
        return name
    }

    func newPassword(for name: String) async throws -> String {
        let password = form["password"]
        if let objection = PasswordRule.objection(to: password, userName: name) { throw RequestFailure(objection) }
        return try await console.passwords.hash(password)
    }

    func boundStrangers() throws {
        guard let wait = console.strangers.take(console.policy.client(request, context)) else { return }
        throw Refusal(
            .tooManyRequests,
            Phrase(en: "too many tries: wait \(wait) seconds", vi: "thử quá nhiều lần: hãy đợi \(wait) giây"),
            retryAfter: wait)
    }
}
