/// Why no whole reply came.
public enum HTTPFailure: Error, Hashable, Sendable {
    case invalidAddress
    /// No connection: the name does not resolve, nothing listens, no route.
    case unreachable(reason: String)
    /// The certificate was not accepted.
    case insecure(reason: String)
    case timedOut(after: Duration)
    /// The connection broke before the reply was whole. The request may have taken effect.
    case interrupted(reason: String)
    case replyTooLarge(limit: Int)
    case cancelled
}
