import Attendance
import HTTPTransport

extension ConnectorContext {
    /// Sends one call, whatever status comes back.
    public func send(_ call: HTTPCall, step: Phrase) async throws(ConnectorFailure) -> HTTPReply {
        do {
            return try await http.send(call)
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
