import Access
import Attendance
import HTTPTypes
import Hummingbird
import Store
import Wire

/// In and out.
extension Console {
    var signInRoutes: [Route] {
        [
            Route(.get, "/", .signedIn) { visit in
                visit.redirect(
                    Section.allCases.first { $0.permissions.contains(where: visit.may) }?.rawValue
                        ?? (visit.may(.companyPropose) ? "/company" : "/account"))
            },
            Route(.get, "/login", .open) { try await $0.loginPage() },
            Route(.post, "/login", .open) { try await $0.signIn() },
            Route(.post, "/logout", .signedIn) { try await $0.signOut() },
            Route(.post, "/language", .open) { try await $0.chooseLanguage() },
        ]
    }
}

extension Visit {
    fileprivate func loginPage(_ flash: Flash? = nil, status: HTTPResponse.Status = .ok) async throws -> Response {
        if try await store.users.isEmpty() { return redirect("/setup") }
        let next = form["next"].isEmpty ? query("next") : form["next"]
        return page(
            LoginPage(next: next, name: form["name"]), title: say("Sign in", "Đăng nhập"), status: status,
            flash: flash)
    }

    fileprivate func signIn() async throws -> Response {
        let name = form["name"].asSeen.trimmed
        let address = console.policy.client(request, context)
        let known = try await store.users.credentials(of: name)
        // Whoever signed in from this browser before has an allowance of their own, which no stranger's guesses use up.
        let isKnown = try await isKnownBrowser(of: known?.user)
        let guess = isKnown ? "browser \(knownBrowser ?? "")" : "\(address) \(name.lowercased().prefix(60))"
        // The address first: made-up names must not fill the memory of guesses.
        let block = isKnown ? nil : console.logins.take("address \(address)")
        if let wait = block ?? console.guesses.begin(guess) {
            var response = try await loginPage(
                .bad(
                    say(
                        "Too many tries. Wait \(wait) seconds.", "Thử quá nhiều lần. Hãy đợi \(wait) giây.")),
                status: .tooManyRequests)
            response.headers[.retryAfter] = String(wait)
            return response
        }
        let clerk = isKnown ? console.knownPasswords : console.passwords
        guard try await clerk.verify(String(form["password"].prefix(1000)), against: known?.hash),
            let user = known?.user
        else {
            return try await loginPage(
                .bad(say("The name or the password is wrong.", "Tên hoặc mật khẩu không đúng.")), status: .unauthorized)
        }
        console.guesses.succeed(guess)
        return try await begin(user, Visit.ownPath(form["next"]) ?? "/")
    }

    fileprivate func signOut() async throws -> Response {
        if let secret = context.sessionSecret {
            try await store.users.endSession(secret)
            console.live.end(session: secret)
        }
        var response = redirect("/login")
        response.setCookie(sessionCookie("", lives: false))
        return response
    }

    fileprivate func chooseLanguage() async throws -> Response {
        guard let chosen = Language(rawValue: form["language"]) else {
            throw Refusal(.badRequest, Phrase(en: "the languages are vi and en", vi: "ngôn ngữ là vi hoặc en"))
        }
        if let user = context.user { try await store.users.setLanguage(chosen, of: user) }
        var response = redirect(Visit.ownPath(form["return"]) ?? "/")
        response.setCookie(
            Cookie(
                name: "rollcall-language", value: chosen.rawValue, maxAge: 365 * 86_400, path: "/",
                secure: console.policy.isEncrypted, httpOnly: true, sameSite: .lax))
        return response
    }
}
