import Access
import Attendance
import Hummingbird
import Sealing
import Store

/// Sessions begin and end here, and browsers are known again.
struct Sessions: Sendable {
    let users: UserRepository
    let secrets: ProgramSecrets
    let live: LiveUpdates
    let policy: ServingPolicy

    /// Starts a session and goes on to a page.
    func begin(_ user: User, _ path: String, _ visit: Visit) async throws -> Response {
        // One browser, one session: a former one must not live on where nobody sees it.
        if let former = visit.request.cookies[policy.cookieName]?.value { try await end(former) }
        let secret = BearerSecret.make()
        try await users.beginSession(secret, of: user, now: visit.now)
        var response = visit.redirect(path)
        response.setCookie(cookie(secret, seconds: Int(SessionLife.longest.components.seconds)))
        if let mark = try await browserMark(of: user, String(BearerSecret.make().prefix(16))) {
            response.setCookie(
                Cookie(
                    name: policy.browserCookieName, value: mark, maxAge: 365 * 86_400, path: "/",
                    secure: policy.isEncrypted, httpOnly: true, sameSite: .strict))
        }
        return response
    }

    /// Ends the visitor's session and goes on to a page.
    func end(_ visit: Visit, _ path: String) async throws -> Response {
        if let secret = visit.context.sessionSecret { try await end(secret) }
        var response = visit.redirect(path)
        response.setCookie(cookie("", seconds: 0))
        return response
    }

    private func end(_ secret: String) async throws {
        try await users.endSession(secret)
        live.end(session: secret)
    }

    private func cookie(_ value: String, seconds: Int) -> Cookie {
        Cookie(
            name: policy.cookieName, value: value, maxAge: seconds, path: "/", secure: policy.isEncrypted,
            httpOnly: true, sameSite: .lax)
    }

    /// What the browser shows of having signed in to the account before, where only the server can have made it; nil for
    /// a browser that is a stranger to the account.
    func knownBrowser(of user: User?, _ visit: Visit) async throws -> String? {
        guard let shown = visit.request.cookies[policy.browserCookieName]?.value, let user else { return nil }
        let parts = shown.split(separator: ".")
        guard parts.count == 2, let expected = try await browserMark(of: user, String(parts[0])) else { return nil }
        return BearerSecret.areEqual(expected, shown) ? shown : nil
    }

    /// Made of the password's hash too: a new password makes every browser a stranger.
    private func browserMark(of user: User, _ nonce: String) async throws -> String? {
        guard let known = try await users.credentials(of: user.name) else { return nil }
        let secret = try await secrets.browserKey()
        return nonce + "." + BearerSecret.derived(from: secret, purpose: "browser \(user.id) \(nonce) \(known.hash)")
    }
}
