import Access
import Attendance
import Hummingbird
import Store
import Wire

/// One's own account.
extension Console {
    var accountRoutes: [Route] {
        [
            Route(.get, "/account", .signedIn) { $0.accountPage() },
            Route(.post, "/account/password", .signedIn) { try await $0.changePassword() },
        ]
    }
}

extension Visit {
    fileprivate func accountPage(_ flash: Flash? = nil) -> Response {
        let role = context.user?.role ?? .viewer
        return page(
            AccountPage(
                name: context.user?.name ?? "", role: role.title[language], mayFile: may(.casesFile),
                mayPropose: may(.companyPropose),
                token: formToken), title: say("My account", "Tài khoản của tôi"),
            status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    fileprivate func changePassword() async throws -> Response {
        guard let user = context.user else { return redirect("/login") }
        let guess = "session \(user.id)"
        if let wait = console.guesses.begin(guess) {
            return accountPage(
                .bad(say("Too many tries: wait \(wait) seconds.", "Thử quá nhiều lần: hãy đợi \(wait) giây.")))
        }
        let known = try await store.users.credentials(of: user.name)
        guard try await console.knownPasswords.verify(String(form["current"].prefix(1000)), against: known?.hash) else {
            return accountPage(.bad(say("The present password is wrong.", "Mật khẩu hiện tại không đúng.")))
        }
        console.guesses.succeed(guess)
        do {
            let hash = try await newPassword(for: user.name)
            try await store.users.setPassword(hash, of: user, act: Act(by: .person(user.name), at: now))
            return try await begin(user, "/account")
        } catch let failure as RequestFailure {
            return accountPage(.bad(failure.phrase[language]))
        }
    }
}
