import Access
import Attendance
import HTTPTypes
import Hummingbird
import Store
import Wire

/// In and out.
struct SignInPages: Pages {
    let users: UserRepository
    let sessions: Sessions
    let policy: ServingPolicy
    let passwords: PasswordClerk
    /// Of browsers that are known: strangers' guesses do not fill this queue.
    let knownPasswords: PasswordClerk
    /// Wrong passwords, by address and account together, and by browsers that are known.
    let guesses: GuessGuard
    /// Sign-ins by address, whoever is meant.
    let logins: Throttle

    var routes: [Route] {
        [
            Route(.get, "/", .signedIn) { $0.redirect(SignInPages.home(of: $0.principal)) },
            Route(.get, "/login", .open) { try await show($0) },
            Route(.post, "/login", .open, signIn),
            Route(.post, "/logout", .signedIn) { try await sessions.end($0, "/login") },
            Route(.post, "/language", .open, chooseLanguage),
        ]
    }

    /// The first page that is anybody's business.
    private static func home(of principal: Principal) -> String {
        let section = Section.allCases.first { $0.permissions.contains(where: principal.may) }
        return section?.rawValue ?? (principal.may(.companyPropose) ? "/company" : "/account")
    }

    private func show(
        _ visit: Visit, _ flash: Flash? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        if try await users.isEmpty() { return visit.redirect("/setup") }
        let next = visit.form["next"].isEmpty ? visit.query("next") : visit.form["next"]
        return visit.page(
            LoginPage(next: next, name: visit.form["name"]), title: visit.say("Sign in", "Đăng nhập"),
            status: status, flash: flash)
    }

    @Sendable private func signIn(_ visit: Visit) async throws -> Response {
        let name = visit.form["name"].asSeen.trimmed
        let address = policy.client(visit.request, visit.context)
        let known = try await users.credentials(of: name)
        // Whoever signed in from this browser before has an allowance of their own, which no stranger's guesses use up.
        let browser = try await sessions.knownBrowser(of: known?.user, visit)
        let guess = browser.map { "browser \($0)" } ?? "\(address) \(name.lowercased().prefix(60))"
        // The address first: made-up names must not fill the memory of guesses.
        let block = browser == nil ? logins.take("address \(address)") : nil
        if let wait = block ?? guesses.begin(guess) { return try await refuse(visit, for: wait) }
        let clerk = browser == nil ? passwords : knownPasswords
        guard try await clerk.verify(String(visit.form["password"].prefix(1000)), against: known?.hash),
            let user = known?.user
        else {
            return try await show(
                visit, .bad(visit.say("The name or the password is wrong.", "Tên hoặc mật khẩu không đúng.")),
                status: .unauthorized)
        }
        guesses.succeed(guess)
        return try await sessions.begin(user, Visit.ownPath(visit.form["next"]) ?? "/", visit)
    }

    /// - Parameter wait: in seconds.
    private func refuse(_ visit: Visit, for wait: Int) async throws -> Response {
        var response = try await show(
            visit,
            .bad(visit.say("Too many tries. Wait \(wait) seconds.", "Thử quá nhiều lần. Hãy đợi \(wait) giây.")),
            status: .tooManyRequests)
        response.headers[.retryAfter] = String(wait)
        return response
    }

    @Sendable private func chooseLanguage(_ visit: Visit) async throws -> Response {
        guard let chosen = Language(rawValue: visit.form["language"]) else {
            throw Refusal(.badRequest, Phrase(en: "the languages are vi and en", vi: "ngôn ngữ là vi hoặc en"))
        }
        if let user = visit.context.user { try await users.setLanguage(chosen, of: user) }
        var response = visit.redirect(Visit.ownPath(visit.form["return"]) ?? "/")
        response.setCookie(
            Cookie(
                name: "rollcall-language", value: chosen.rawValue, maxAge: 365 * 86_400, path: "/",
                secure: policy.isEncrypted, httpOnly: true, sameSite: .lax))
        return response
    }
}
