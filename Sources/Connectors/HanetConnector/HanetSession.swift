import Attendance
import ConnectorKit
import HTTPTransport
import Wire

/// The token of one run. It is renewed at most once per expiry, whoever asks and however many ask at once: within a
/// run, and among all places of one Hanet application.
actor HanetSession {
    private let context: ConnectorContext
    private var token: String
    /// Tokens that Hanet refused in this run.
    private var refused: Set<String> = []
    /// Tokens that were made in this run: one that is refused at once is not renewed again.
    private var made: Set<String> = []
    private var renewal: Task<String, any Error>?

    init(context: ConnectorContext) {
        self.context = context
        token = context.fields["token"] ?? ""
    }

    var current: String { token }

    /// A token that Hanet has not refused yet.
    ///
    /// - Throws: `ConnectorFailure` (`credentials`) where Hanet refuses all that is known, or nothing was entered to
    ///   renew with; whatever storing the new pair throws.
    func renewed(after expired: String, step: Phrase) async throws -> String {
        if token != expired { return token }
        if let renewal { return try await renewal.value }
        refused.insert(expired)
        let task = Task { try await renew(step: step) }
        renewal = task
        defer { renewal = nil }
        return try await task.value
    }

    private func renew(step: Phrase) async throws -> String {
        let kept = try await context.credentials.renew { [self] stored in try await living(among: stored, step: step) }
        token = kept.values["token"] ?? ""
        return token
    }

    /// The first of the known pairs that lives: its token was not refused yet, or its refresh token is accepted. A pair
    /// entered at one place may be older than what another place has renewed since, or newer.
    private func living(among stored: Credentials, step: Phrase) async throws -> Credentials {
        var detail: Phrase?
        let known = [stored.values] + stored.spares
        for (index, pair) in known.enumerated() {
            let others = Array(known[(index + 1)...])
            if let token = pair["token"], !token.isEmpty, !refused.contains(token) {
                return Credentials(values: pair, spares: others)
            }
            if let token = pair["token"], made.contains(token) { continue }
            switch try await refresh(pair, step: step) {
            case .fresh(let values):
                if let token = values["token"] { made.insert(token) }
                // What else was entered is older than a pair that Hanet has just renewed.
                return Credentials(values: values)
            case .refused(let words): detail = words ?? detail
            case .impossible: break
            }
        }
        throw expired(step, detail: detail)
    }

    private enum Outcome {
        case fresh(FieldValues)
        case refused(Phrase?)
        /// There is nothing to renew with.
        case impossible
    }

    private func refresh(_ pair: FieldValues, step: Phrase) async throws -> Outcome {
        guard let refreshToken = pair["refresh-token"], let id = context.fields["client-id"],
            let secret = pair["client-secret"] ?? context.fields["client-secret"]
        else { return .impossible }
        let address = WebAddress.join(HanetKind.oauthURL(context.fields), "/token")
        let form = FormBody([
            "grant_type": "refresh_token", "refresh_token": refreshToken, "client_id": id, "client_secret": secret,
        ])
        let reply = try await context.retrier.perform(timeout: context.timeout) {
            (limit: Duration) async throws(ConnectorFailure) in
            let reply = try await context.send(
                .form(address, form.bytes, timeout: limit), step: step, bringsCredentials: true)
            // OAuth refuses with 400 or 401 and says why; everything else is the server's trouble.
            if reply.status == 400 || reply.status == 401 { return reply }
            return try context.accepted(reply, step: step, calling: address)
        }
        let answer = try? JSONValue(parsing: reply.body)
        guard (200...299).contains(reply.status) else {
            let detail = answer?["error_description"]?.text ?? answer?["error"]?.text
            return .refused(detail.map { reply.quote($0, limit: 80) })
        }
        guard let fresh = answer?["access_token"]?.text, !fresh.isEmpty else {
            throw ConnectorFailure(
                ExchangeFailure(unreadable: reply, calling: address, because: "no access_token"), step: step)
        }
        // Hanet may hand out a new refresh token and refuse the old one from then on. An answer without one keeps the
        // old (contract 2, rotation).
        var values = pair
        values.set("token", fresh)
        if let rotated = answer?["refresh_token"]?.text, !rotated.isEmpty { values.set("refresh-token", rotated) }
        return .fresh(values)
    }

    nonisolated func expired(_ step: Phrase, detail: Phrase?) -> ConnectorFailure {
        let detail = detail.map { Phrase(en: " (\($0.en))", vi: " (\($0.vi))") } ?? Phrase(verbatim: "")
        let app = context.fields["client-id"]
        return ConnectorFailure(
            .credentials, step: step,
            problem: Phrase(
                en: "Hanet says that the token has expired or is not valid\(detail.en)",
                vi: "Hanet báo token đã hết hạn hoặc không hợp lệ\(detail.vi)"),
            remedy: app.map {
                Phrase(
                    en:
                        "Copy a new access token and refresh token of the application \($0) from developers.hanet.ai → App Console and enter them in one device: they serve all places of the application.",
                    vi:
                        "Sao chép access token và refresh token mới của ứng dụng \($0) từ developers.hanet.ai → App Console và nhập vào một thiết bị: mọi địa điểm của ứng dụng sẽ dùng chung."
                )
            }
                ?? Phrase(
                    en: "Copy a new access token from developers.hanet.ai → App Console and enter it in the device.",
                    vi: "Sao chép access token mới từ developers.hanet.ai → App Console và nhập vào thiết bị."))
    }
}
