import Attendance
import Foundation
import HTTPTransport

extension ConnectorContext {
    /// Sends one call, whatever status comes back.
    public func send(_ call: HTTPCall, step: Phrase) async throws(ConnectorFailure) -> HTTPReply {
        do {
            return try await http.send(call)
        } catch {
            throw ConnectorFailure(error, step: step, address: Address.origin(of: call.url))
        }
    }

    /// The reply, if its status is 2xx.
    public func accepted(
        _ reply: HTTPReply, step: Phrase, address: String
    ) throws(ConnectorFailure) -> HTTPReply {
        if let failure = ConnectorFailure.refusal(
            reply, step: step, address: Address.origin(of: address), now: now())
        {
            throw failure
        }
        return reply
    }
}

/// Addresses as they may stand in a message: without path and query, which can hold keys.
public enum Address {
    public static func origin(of url: String) -> String {
        guard let scheme = url.range(of: "://") else { return url }
        let rest = url[scheme.upperBound...]
        return String(url[..<scheme.upperBound]) + rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    }

    /// `base` and `path` with exactly one slash between them.
    public static func join(_ base: String, _ path: String) -> String {
        (base.hasSuffix("/") ? String(base.dropLast()) : base) + path
    }
}
