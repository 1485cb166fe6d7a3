import Attendance
import HTTPTransport

extension ConnectorFailure {
    /// What a failed exchange means for a step with the vendor's system.
    public init(_ failure: ExchangeFailure, step: Phrase) {
        let code = Code(failure.reason)
        let remedies = [failure.remedy, ConnectorFailure.remedy(of: code)].compactMap { $0 }
        self.init(
            code, step: step, problem: failure.problem,
            remedy: remedies.dropFirst().reduce(remedies[0]) { $0 + Phrase(verbatim: " ") + $1 },
            retryAfter: failure.retryAfter)
    }

    /// What the person who entered the device can do besides.
    private static func remedy(of code: Code) -> Phrase? {
        switch code {
        case .configuration:
            Phrase(
                en: "Check the base-url: it must be the vendor's API.",
                vi: "Hãy kiểm tra base-url: phải là địa chỉ API của hãng.")
        case .credentials: nil
        case .cancelled: goesOn
        case .unreachable, .timedOut, .rateLimited, .vendorFault, .badReply, .incomplete: triedAgain
        }
    }
}

extension ConnectorFailure.Code {
    fileprivate init(_ reason: ExchangeFailure.Reason) {
        self =
            switch reason {
            case .noReply(.unreachable): .unreachable
            case .noReply(.timedOut): .timedOut
            case .noReply(.interrupted), .noReply(.replyTooLarge), .unreadable: .badReply
            case .noReply(.cancelled): .cancelled
            case .accessRefused: .credentials
            case .tooManyCalls: .rateLimited
            case .unavailable, .faulty: .vendorFault
            case .noReply(.invalidAddress), .noReply(.insecure), .moved, .gone, .unexpected: .configuration
            }
    }
}
