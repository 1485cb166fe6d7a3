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

    private func show(_ visit: Visit, _ problems: FormProblems = FormProblems()) -> Response {
        var problems = problems
        problems.lead(along: AccountPage.ids)
        return visit.page(
            AccountPage(visit.context.user, problems, for: visit.reader),
            title: visit.say("My account", "Tài khoản của tôi"),
            status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func changePassword(_ visit: Visit) async throws -> Response {
        guard let user = visit.context.user else { return visit.redirect("/login") }
        var problems = FormProblems()
        let guess = "session \(user.id)"
        if let wait = guesses.begin(guess) {
            problems.add(
                Phrase(en: "too many tries: wait \(wait) seconds", vi: "thử quá nhiều lần: hãy đợi \(wait) giây"))
            return show(visit, problems)
        }
        let known = try await users.credentials(of: user.name)
        if try await passwords.verify(String(visit.form["current"].prefix(1000)), against: known?.hash) {
            guesses.succeed(guess)
        } else {
            problems.add(
                Phrase(en: "the present password is wrong", vi: "mật khẩu hiện tại không đúng"), at: "current")
        }
        guard let hash = try await chosen.passwordHash(visit, for: user.name, &problems) else {
            return show(visit, problems)
        }
        try await users.setPassword(hash, of: user, act: Act(by: .person(user.name), at: visit.now))
        return try await sessions.begin(user, "/account", visit)
    }
}
