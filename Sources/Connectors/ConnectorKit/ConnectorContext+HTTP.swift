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
            throw ConnectorFailure(ExchangeFailure(error, calling: call.url), step: step)
        }
    }

    /// The reply, if its status is 2xx. 401 is left to the vendor's own rules before.
    ///
    /// - Parameter url: the whole address that was called.
    public func accepted(
        _ reply: HTTPReply, step: Phrase, calling url: String
    ) throws(ConnectorFailure) -> HTTPReply {
        if let failure = ExchangeFailure(reply, calling: url, now: now()) {
            throw ConnectorFailure(failure, step: step)
        }
        return reply
    }
}
