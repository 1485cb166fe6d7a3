import Access
import Attendance
import Hummingbird
import Store
import Wire

/// One's own account.
struct AccountPages: Pages {
    let users: UserRepository
    let sessions: Sessions
    let chosen: ChosenCredentials
    /// Of browsers that are known: whoever changes a password has signed in.
    let passwords: PasswordClerk
    let guesses: GuessGuard

    var routes: [Route] {
        [
            Route(.get, "/account", .signedIn) { show($0) },
            Route(.post, "/account/password", .signedIn, changePassword),
        ]
    }

    private func show(_ visit: Visit, _ flash: Flash? = nil) -> Response {
        visit.page(
            AccountPage(visit.context.user, for: visit.reader), title: visit.say("My account", "Tài khoản của tôi"),
            status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    @Sendable private func changePassword(_ visit: Visit) async throws -> Response {
        guard let user = visit.context.user else { return visit.redirect("/login") }
        let guess = "session \(user.id)"
        if let wait = guesses.begin(guess) {
            return show(
                visit,
                .bad(visit.say("Too many tries: wait \(wait) seconds.", "Thử quá nhiều lần: hãy đợi \(wait) giây.")))
        }
        let known = try await users.credentials(of: user.name)
        guard try await passwords.verify(String(visit.form["current"].prefix(1000)), against: known?.hash) else {
            return show(visit, .bad(visit.say("The present password is wrong.", "Mật khẩu hiện tại không đúng.")))
        }
        guesses.succeed(guess)
        do {
            let hash = try await chosen.passwordHash(visit, for: user.name)
            try await users.setPassword(hash, of: user, act: Act(by: .person(user.name), at: visit.now))
            return try await sessions.begin(user, "/account", visit)
        } catch let failure as RequestFailure {
            return show(visit, .bad(failure.phrase[visit.language]))
        }
    }
}
