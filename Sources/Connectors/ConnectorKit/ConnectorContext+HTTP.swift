import Attendance
import HTTPTransport
import Wire

extension ConnectorContext {
    /// Sends one call, whatever status comes back. What it says is kept as it came, but for secrets that it echoes.
    ///
    /// - Parameter bringsCredentials: new secrets are in the reply, and perhaps some that are known.
    public func send(
        _ call: HTTPCall, step: Phrase, bringsCredentials: Bool = false
    ) async throws(ConnectorFailure) -> HTTPReply {
        do {
            var reply = try await http.send(call)
            if !bringsCredentials, let masked = ReplyText.mask.maskedRecords(reply.body) { reply.body = masked }
            return reply
        } catch {
            throw ConnectorFailure(error, step: step, address: WebAddress.origin(of: call.url))
        }
    }

    /// The reply, if its status is 2xx.
    public func accepted(
        _ reply: HTTPReply, step: Phrase, address: String
    ) throws(ConnectorFailure) -> HTTPReply {
        if let failure = ConnectorFailure.refusal(
            reply, step: step, address: WebAddress.origin(of: address), url: address, now: now())
        {
            throw failure
        }
        return reply
    }
}

/// Addresses as vendors' calls are made of.
public enum Address {
    /// `base` and `path` with exactly one slash between them.
    public static func join(_ base: String, _ path: String) -> String {
        (base.hasSuffix("/") ? String(base.dropLast()) : base) + path
    }
}
