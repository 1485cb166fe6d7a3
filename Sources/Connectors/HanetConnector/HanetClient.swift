import Attendance
import ConnectorKit
import HTTPTransport
import Wire

/// Calls of the Hanet partner API (contract 1, 3, 4): form posts with the token in them.
struct HanetClient: Sendable {
    let context: ConnectorContext
    let session: HanetSession

    init(context: ConnectorContext) {
        self.context = context
        session = HanetSession(context: context)
    }

    var placeID: String { context.fields["place-id"] ?? "" }
    private var baseURL: String { context.fields["base-url"] ?? "https://partner.hanet.ai" }

    /// One call, tried again while what fails may pass, with renewals of an expired token.
    ///
    /// - Parameter hasBetterRemedy: failures that the caller cures otherwise than by trying again.
    /// - Returns: what `readContent` made of `data`.
    func call<Content: Sendable>(
        _ path: String, _ fields: KeyValuePairs<String, String>, step: Phrase,
        hasBetterRemedy: @escaping @Sendable (ConnectorFailure) -> Bool = { _ in false },
        _ readContent: @Sendable (inout JSONReader) throws(JSONFailure) -> Content?
    ) async throws -> Content? {
        var token = await session.current
        // Each round tries a token that was not refused before: the stored one, spare ones, one renewed.
        for _ in 0...HanetClient.mostTokens {
            do {
                return try await attempt(path, fields, token, step, hasBetterRemedy, readContent)
            } catch is ExpiredTokenFailure {
                token = try await session.renewed(after: token, step: step)
            }
        }
        throw session.expired(step, detail: nil)
    }

    private static let mostTokens = 10

    private struct ExpiredTokenFailure: Error {}

    /// What one exchange brought: content, or the news that the token has expired, which no retry cures.
    private enum Answer<Content: Sendable>: Sendable {
        case content(Content?)
        case tokenExpired
    }

    private func attempt<Content: Sendable>(
        _ path: String, _ fields: KeyValuePairs<String, String>, _ token: String, _ step: Phrase,
        _ hasBetterRemedy: @escaping @Sendable (ConnectorFailure) -> Bool,
        _ readContent: @Sendable (inout JSONReader) throws(JSONFailure) -> Content?
    ) async throws -> Content? {
        let address = WebAddress.join(baseURL, path)
        var form = FormBody(fields)
        form.add("token", token)
        let body = form.bytes
        let answer = try await context.retrier.perform(timeout: context.timeout, hasBetterRemedy: hasBetterRemedy) {
            (limit: Duration) async throws(ConnectorFailure) -> Answer<Content> in
            let reply = try await context.send(.form(address, body, timeout: limit), step: step)
            // An expired token comes as HTTP 401 or as return code -103 in a 200 (contract 1.2).
            if reply.status == 401 { return .tokenExpired }
            _ = try context.accepted(reply, step: step, calling: address)
            await heedRateLimit(reply)
            let envelope: HanetEnvelope<Content>?
            do {
                envelope = try HanetEnvelope.read(reply.body, readContent)
            } catch {
                throw ConnectorFailure(
                    ExchangeFailure(unreadable: reply, calling: address, because: "not the JSON of Hanet"), step: step)
            }
            guard let envelope else {
                throw ConnectorFailure(
                    ExchangeFailure(unreadable: reply, calling: address, because: "no returnCode"), step: step)
            }
            switch envelope.returnCode {
            case HanetReturnCode.success: return .content(envelope.content)
            case HanetReturnCode.tokenExpired: return .tokenExpired
            case let code:
                throw HanetReturnCode.failure(
                    code, message: reply.quote(envelope.message, limit: 80), step: step, placeID: placeID)
            }
        }
        switch answer {
        case .content(let content): return content
        case .tokenExpired: throw ExpiredTokenFailure()
        }
    }

    /// Waits where the newer calls' headers say that the allowance is used up (contract 4.3: the reset is in ms).
    private func heedRateLimit(_ reply: HTTPReply) async {
        guard reply.header("X-Rate-Limit-Remaining").flatMap({ Int($0) }) == 0,
            let reset = reply.header("X-Rate-Limit-Reset").flatMap({ Int($0) })
        else { return }
        try? await Task.sleep(for: .milliseconds(min(max(reset, 0), 5000)))
    }
}
