import Attendance
import HTTPTransport

extension BatchFailure {
    /// What a failed exchange means for a batch.
    public init(_ failure: ExchangeFailure) {
        self =
            switch failure.reason {
            case .noReply(.cancelled): .cancelled
            case .gone: .gone(failure.phrase)
            // The address or the credentials are meant, not the records: a person must act.
            case .noReply(.invalidAddress), .moved(forGood: true), .accessRefused: .clientRefused(failure.phrase)
            case .noReply(.unreachable), .noReply(.insecure), .moved(forGood: false), .tooManyCalls, .unavailable:
                .unavailable(failure.phrase, retryAfter: failure.retryAfter)
            case .noReply(.timedOut), .noReply(.interrupted), .noReply(.replyTooLarge), .faulty, .unexpected,
                .unreadable:
                .faulted(failure.phrase)
            }
    }
}
