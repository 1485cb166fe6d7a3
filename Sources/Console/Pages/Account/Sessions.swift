import Access
import Attendance
import Hummingbird
import Sealing
import Store

/// Sessions begin here, and browsers are known again.
extension Visit {
    /// Starts a session and goes on to a page.
    func begin(_ user: User, _ path: String) async throws -> Response {
        // One browser, one session: a former one must not live on where nobody sees it.
        if let former = request.cookies[console.policy.cookieName]?.value {
            try await store.users.endSession(former)
            console.live.end(session: former)
        }
        let secret = BearerSecret.make()
        try await store.users.beginSession(secret, of: user, now: now)
        var response = redirect(path)
        response.setCookie(sessionCookie(secret, lives: true))
        if let mark = try await browserMark(of: user, String(BearerSecret.make().prefix(16))) {
            response.setCookie(
                Cookie(
                    name: console.policy.browserCookieName, value: mark, maxAge: 365 * 86_400, path: "/",
                    secure: console.policy.isEncrypted, httpOnly: true, sameSite: .strict))
        }
        return response
    }

    func sessionCookie(_ value: String, lives: Bool) -> Cookie {
        Cookie(
            name: console.policy.cookieName, value: value, maxAge: lives ? 30 * 86_400 : 0, path: "/",
            secure: console.policy.isEncrypted, httpOnly: true, sameSite: .lax)
    }

    var knownBrowser: String? { request.cookies[console.policy.browserCookieName]?.value }

    /// Whether this browser has signed in to the account before: it shows what only the server can have made.
    func isKnownBrowser(of user: User?) async throws -> Bool {
        guard let user, let parts = knownBrowser?.split(separator: "."), parts.count == 2,
            let expected = try await browserMark(of: user, String(parts[0]))
        else { return false }
        return BearerSecret.areEqual(expected, knownBrowser ?? "")
    }

    /// Made of the password's hash too: a new password makes every browser a stranger.
    private func browserMark(of user: User, _ nonce: String) async throws -> String? {
        guard let known = try await store.users.credentials(of: user.name) else { return nil }
        let secret = try await store.programSecrets.browserKey()
        return nonce + "." + BearerSecret.derived(from: secret, purpose: "browser \(user.id) \(nonce) \(known.hash)")
    }
}
