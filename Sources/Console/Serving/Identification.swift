import Access
import Attendance
import HTTPTypes
import Hummingbird
import Store

/// Finds out who asks: a person by the session that their cookie names, a program by its token.
struct Identification: Sendable {
    let policy: ServingPolicy
    let users: UserRepository
    let apiTokens: APITokenRepository
    /// Wrong tokens, by address.
    let strangers: Throttle
    let now: @Sendable () -> Instant

    /// Leaves the context as it is where nobody has signed in.
    func person(of request: Request, in context: inout ConsoleContext) async throws {
        guard let secret = request.cookies[policy.cookieName]?.value, secret.utf8.count == 43 else { return }
        guard let user = try await users.session(secret, now: now()) else { return }
        context.user = user
        context.sessionSecret = secret
        context.principal = user.principal
    }

    /// Leaves the context as it is where no token is shown, or a wrong one.
    ///
    /// - Throws: `Refusal` where this address has shown too many wrong ones.
    func program(of request: Request, from client: String, in context: inout ConsoleContext) async throws {
        guard let header = request.headers[.authorization] else { return }
        let words = header.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return }
        if let token = try await apiTokens.find(secret: String(words[1]), now: now()) {
            context.principal = token.principal
        } else if let wait = strangers.take(client) {
            throw Refusal(
                .tooManyRequests,
                Phrase(
                    en: "too many wrong tokens: try again in \(wait) seconds",
                    vi: "quá nhiều token sai: thử lại sau \(wait) giây"), retryAfter: wait)
        }
    }
}
