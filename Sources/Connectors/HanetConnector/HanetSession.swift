import Attendance
import ConnectorKit
import HTTPTransport
import Wire

/// The token of one place. It is renewed at most once per expiry, whoever asks and however many ask at once.
actor HanetSession {
    private let context: ConnectorContext
    private var token: String
    private var refreshToken: String?
    private var renewal: Task<String, any Error>?

    init(context: ConnectorContext) {
        self.context = context
        token = context.fields["token"] ?? ""
        refreshToken = context.fields["refresh-token"]
    }

    var current: String { token }

    /// A token newer than `expired`.
    ///
    /// - Throws: `ConnectorFailure` (`credentials`) where Hanet refuses, or nothing was entered to renew with;
    ///   whatever storing the new pair throws.
    func renewed(after expired: String, step: Phrase) async throws -> String {
        if token != expired { return token }
        if let renewal { return try await renewal.value }
        let task = Task { try await renew(step: step) }
        renewal = task
        defer { renewal = nil }
        return try await task.value
    }

    private func renew(step: Phrase) async throws -> String {
        guard let refreshToken, let id = context.fields["client-id"], let secret = context.fields["client-secret"]
        else { throw expired(step, detail: nil) }
        let address = Address.join(context.fields["oauth-url"] ?? "https://oauth.hanet.com", "/token")
        let form = FormBody([
            "grant_type": "refresh_token", "refresh_token": refreshToken, "client_id": id, "client_secret": secret,
        ])
        let reply = try await context.retrier.perform(timeout: context.timeout) {
            (limit: Duration) async throws(ConnectorFailure) in
            let reply = try await context.send(.form(address, form.bytes, timeout: limit), step: step)
            // OAuth refuses with 400 or 401 and says why; everything else is the server's trouble.
            if reply.status == 400 || reply.status == 401 { return reply }
            return try context.accepted(reply, step: step, address: address)
        }
        let answer = try? JSONValue(parsing: reply.body)
        guard (200...299).contains(reply.status) else {
            let detail = answer?["error_description"]?.text ?? answer?["error"]?.text
            throw expired(step, detail: detail.map { ReplyText.excerpt(of: $0.utf8, limit: 80) })
        }
        guard let fresh = answer?["access_token"]?.text, !fresh.isEmpty else {
            throw ConnectorFailure.unreadable(reply.body, step: step, address: address, because: "no access_token")
        }
        // Hanet may hand out a new refresh token and refuse the old one from then on: the pair is durable before
        // anything is asked with it. An answer without one keeps the old (contract 2, rotation).
        var secrets = ["token": fresh]
        if let rotated = answer?["refresh_token"]?.text, !rotated.isEmpty { secrets["refresh-token"] = rotated }
        try await context.keepSecrets(secrets)
        self.refreshToken = secrets["refresh-token"] ?? refreshToken
        token = fresh
        return fresh
    }

    nonisolated func expired(_ step: Phrase, detail: String?) -> ConnectorFailure {
        let detail = detail.map { " (\($0))" } ?? ""
        return ConnectorFailure(
            .credentials, step: step,
            problem: Phrase(
                en: "Hanet says that the token has expired or is not valid\(detail)",
                vi: "Hanet báo token đã hết hạn hoặc không hợp lệ\(detail)"),
            remedy: Phrase(
                en: "Copy a new access token from developers.hanet.ai → App Console and enter it in the device.",
                vi: "Sao chép access token mới từ developers.hanet.ai → App Console và nhập vào thiết bị."))
    }
}
