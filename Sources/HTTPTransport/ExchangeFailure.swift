import Attendance

/// What it means that a call did not succeed, explained once for all who call servers: connectors, HR systems, the desk's
/// vendor, notices. Each of them decides by the reason what becomes of its own work.
public struct ExchangeFailure: Failure, Hashable {
    public enum Reason: Hashable, Sendable {
        /// No whole reply came.
        case noReply(HTTPFailure)
        /// A redirect with a target; none is followed.
        case moved(forGood: Bool)
        /// 401 or 403.
        case accessRefused
        /// 410.
        case gone
        /// 429.
        case tooManyCalls
        /// 502, 503 or 504: it is not there for the moment.
        case unavailable
        /// Any other status of the five hundreds.
        case faulty
        /// Any other status that is not a success.
        case unexpected
        /// A success whose body is not what the contract says.
        case unreadable
    }

    public let reason: Reason
    /// What was seen.
    public let problem: Phrase
    /// What it means and what a person can do; nil where only the caller knows.
    public let remedy: Phrase?
    public let retryAfter: Duration?

    public var phrase: Phrase {
        remedy.map { problem + Phrase(verbatim: ". ") + $0 } ?? problem
    }

    public var blame: Blame {
        switch reason {
        case .noReply(.cancelled): .cancellation
        case .noReply(.invalidAddress), .noReply(.insecure), .moved, .accessRefused, .gone, .unexpected: .request
        case .noReply, .tooManyCalls, .unavailable, .faulty, .unreadable: .peer
        }
    }

    init(_ reason: Reason, _ problem: Phrase, remedy: Phrase? = nil, retryAfter: Duration? = nil) {
        self.reason = reason
        self.problem = problem
        self.remedy = remedy
        self.retryAfter = retryAfter
    }
}
