import Attendance
import HTTPTransport
import Wire

extension BatchFailure {
    /// What a failed exchange means for a batch.
    public init(_ failure: HTTPFailure, target: String) {
        switch failure {
        case .invalidAddress:
            self = .clientRefused(
                Phrase(en: "\(target) is no web address", vi: "\(target) không phải địa chỉ web"))
        case .unreachable(let reason), .insecure(let reason):
            self = .unavailable(
                Phrase(
                    en: "\(target) cannot be reached (\(reason)); it is tried again by itself",
                    vi: "không kết nối được \(target) (\(reason)); chương trình sẽ tự thử lại"), retryAfter: nil)
        case .timedOut(let limit):
            self = .faulted(
                Phrase(
                    en: "\(target) did not answer within \(limit.components.seconds) seconds",
                    vi: "\(target) không trả lời trong \(limit.components.seconds) giây"))
        case .interrupted(let reason):
            self = .faulted(
                Phrase(
                    en: "the answer of \(target) broke off (\(reason))",
                    vi: "câu trả lời của \(target) bị ngắt giữa chừng (\(reason))"))
        case .replyTooLarge(let limit):
            self = .faulted(
                Phrase(
                    en: "the answer of \(target) is larger than \(limit >> 20) MiB",
                    vi: "câu trả lời của \(target) lớn hơn \(limit >> 20) MiB"))
        case .cancelled: self = .cancelled
        }
    }

    /// What an HTTP status other than 2xx means for a batch; nil for 2xx.
    ///
    /// - Parameter url: the whole address that was called, by which a redirect's target is resolved.
    public static func refusal(
        _ reply: HTTPReply, target: String, url: String? = nil, now: Instant
    ) -> BatchFailure? {
        if (200...299).contains(reply.status) { return nil }
        if let moved = reply.redirectPhrase(of: url ?? target, by: Phrase(verbatim: target)) {
            // The address is meant, not the records. Moved for good it needs a person; other redirects may pass.
            return [301, 308].contains(reply.status) ? .clientRefused(moved) : .unavailable(moved, retryAfter: nil)
        }
        let quote = reply.quote
        let answered = Phrase(
            en: "\(target) answered HTTP \(reply.status): \(quote.en)",
            vi: "\(target) trả lời HTTP \(reply.status): \(quote.vi)")
        switch reply.status {
        case 410: return .gone(answered)
        case 429, 502, 503, 504: return .unavailable(answered, retryAfter: reply.retryAfter(now: now))
        case 401, 403: return .clientRefused(answered)
        default: return .faulted(answered)
        }
    }
}
