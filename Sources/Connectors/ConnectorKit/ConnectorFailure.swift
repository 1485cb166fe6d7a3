import Attendance

/// Why a step with a vendor's system did not succeed, said for the person who must act.
public struct ConnectorFailure: Failure, Hashable {
    public enum Code: String, Sendable {
        /// What was entered cannot be right (wrong place id, wrong address, a missing field).
        case configuration
        /// The vendor refuses the token or key.
        case credentials
        case unreachable
        case timedOut
        case rateLimited
        /// The vendor says that it has a fault of its own.
        case vendorFault
        /// The reply is not what the vendor's contract says.
        case badReply
        /// The vendor returned fewer records than it counts.
        case incomplete
        case cancelled
    }

    public let code: Code
    /// What was being done.
    public let step: Phrase
    /// What happened.
    public let problem: Phrase
    /// What to do about it.
    public let remedy: Phrase
    public let retryAfter: Duration?

    public init(_ code: Code, step: Phrase, problem: Phrase, remedy: Phrase, retryAfter: Duration? = nil) {
        self.code = code
        self.step = step
        self.problem = problem
        self.remedy = remedy
        self.retryAfter = retryAfter
    }

    public var blame: Blame {
        switch code {
        case .unreachable, .timedOut, .rateLimited, .vendorFault, .badReply, .incomplete: .peer
        case .configuration, .credentials: .request
        case .cancelled: .cancellation
        }
    }

    /// Step, problem and remedy in one line.
    public var phrase: Phrase {
        step + Phrase(verbatim: ": ") + problem + Phrase(verbatim: ". ") + remedy
    }
}

extension ConnectorFailure {
    public static let triedAgain = Phrase(
        en: "It is tried again by itself; if that goes on, ask the vendor.",
        vi: "Chương trình sẽ tự thử lại; nếu vẫn vậy, hãy hỏi hãng.")

    /// Whoever asked does not wait any more.
    public static func stopped(step: Phrase) -> ConnectorFailure {
        ConnectorFailure(
            .cancelled, step: step, problem: Phrase(en: "stopped", vi: "đã dừng"), remedy: goesOn)
    }

    static let goesOn = Phrase(en: "The next run goes on from here.", vi: "Lần chạy sau sẽ tiếp tục từ đây.")
}
