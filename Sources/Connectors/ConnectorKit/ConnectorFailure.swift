import Attendance
import HTTPTransport
import Wire

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

    /// Whether the same call may succeed a little later without anybody acting.
    public var mayPass: Bool { blame == .peer }

    /// Step, problem and remedy in one line.
    public var phrase: Phrase {
        step + Phrase(verbatim: ": ") + problem + Phrase(verbatim: ". ") + remedy
    }
}

extension ConnectorFailure {
    /// What a failed exchange means.
    public init(_ failure: HTTPFailure, step: Phrase, address: String) {
        switch failure {
        case .invalidAddress:
            self.init(
                .configuration, step: step,
                problem: Phrase(en: "\(address) is no web address", vi: "\(address) không phải địa chỉ web"),
                remedy: Phrase(en: "Correct the base-url.", vi: "Hãy sửa base-url."))
        case .unreachable(let reason):
            self.init(
                .unreachable, step: step,
                problem: Phrase(
                    en: "\(address) cannot be reached (\(reason))", vi: "không kết nối được \(address) (\(reason))"),
                remedy: Phrase(
                    en: "Check this machine's network and the address; it is tried again by itself.",
                    vi: "Hãy kiểm tra mạng của máy này và địa chỉ; chương trình sẽ tự thử lại."))
        case .insecure(let reason):
            self.init(
                .configuration, step: step,
                problem: Phrase(
                    en: "the certificate of \(address) was not accepted (\(reason))",
                    vi: "chứng chỉ của \(address) không được chấp nhận (\(reason))"),
                remedy: Phrase(
                    en: "Check the address and this machine's clock; a company proxy may be in between.",
                    vi: "Hãy kiểm tra địa chỉ và đồng hồ máy; có thể có proxy của công ty ở giữa."))
        case .timedOut(let limit):
            self.init(
                .timedOut, step: step,
                problem: Phrase(
                    en: "\(address) did not answer within \(limit.components.seconds) seconds",
                    vi: "\(address) không trả lời trong \(limit.components.seconds) giây"),
                remedy: Phrase(
                    en: "It is tried again by itself; if that goes on, raise timeout-seconds or ask the vendor.",
                    vi: "Chương trình sẽ tự thử lại; nếu vẫn vậy, tăng timeout-seconds hoặc hỏi nhà cung cấp."))
        case .interrupted(let reason):
            self.init(
                .badReply, step: step,
                problem: Phrase(
                    en: "the answer of \(address) broke off (\(reason))",
                    vi: "câu trả lời của \(address) bị ngắt giữa chừng (\(reason))"),
                remedy: ConnectorFailure.triedAgain)
        case .replyTooLarge(let limit):
            self.init(
                .badReply, step: step,
                problem: Phrase(
                    en: "the answer of \(address) is larger than \(limit >> 20) MiB and was not read",
                    vi: "câu trả lời của \(address) lớn hơn \(limit >> 20) MiB nên không được đọc"),
                remedy: Phrase(
                    en: "Check that the address is the vendor's API.", vi: "Hãy kiểm tra địa chỉ có đúng là API không.")
            )
        case .cancelled:
            self.init(
                .cancelled, step: step,
                problem: Phrase(en: "stopped", vi: "đã dừng"),
                remedy: Phrase(en: "The next run goes on from here.", vi: "Lần chạy sau sẽ tiếp tục từ đây."))
        }
    }

    public static let triedAgain = Phrase(
        en: "It is tried again by itself; if that goes on, ask the vendor.",
        vi: "Chương trình sẽ tự thử lại; nếu vẫn vậy, hãy hỏi nhà cung cấp.")

    /// What an HTTP status other than 2xx means; nil for 2xx. 401 is left to the vendor's own rules.
    ///
    /// - Parameter url: the whole address that was called, by which a redirect's target is resolved.
    public static func refusal(
        _ reply: HTTPReply, step: Phrase, address: String, url: String? = nil, now: Instant
    ) -> ConnectorFailure? {
        if (200...299).contains(reply.status) { return nil }
        if let target = reply.redirectTarget(of: url ?? address) {
            return ConnectorFailure(
                .configuration, step: step,
                problem: Phrase(
                    en: "\(address) redirects to \(target) (HTTP \(reply.status))",
                    vi: "\(address) chuyển hướng sang \(target) (HTTP \(reply.status))"),
                remedy: Phrase(
                    en: "Redirects are not followed: enter that address as the base-url if it is right.",
                    vi: "Chương trình không theo chuyển hướng: hãy nhập địa chỉ đó vào base-url nếu đúng."))
        }
        let quote = reply.quote
        switch reply.status {
        case 429:
            return ConnectorFailure(
                .rateLimited, step: step,
                problem: Phrase(
                    en: "\(address) asks for fewer calls (429)", vi: "\(address) yêu cầu giảm số lần gọi (429)"),
                remedy: triedAgain, retryAfter: reply.retryAfter(now: now))
        case 401, 403:
            return ConnectorFailure(
                .credentials, step: step,
                problem: Phrase(
                    en: "\(address) refuses access (HTTP \(reply.status))",
                    vi: "\(address) từ chối truy cập (HTTP \(reply.status))"),
                remedy: Phrase(
                    en: "Enter a valid token or key and check its rights.",
                    vi: "Hãy nhập token hoặc khóa còn hiệu lực và kiểm tra quyền."))
        case 500...599:
            return ConnectorFailure(
                .vendorFault, step: step,
                problem: Phrase(
                    en: "\(address) has a fault (HTTP \(reply.status): \(quote.en))",
                    vi: "\(address) đang gặp lỗi (HTTP \(reply.status): \(quote.vi))"),
                remedy: triedAgain, retryAfter: reply.retryAfter(now: now))
        default:
            return ConnectorFailure(
                .configuration, step: step,
                problem: Phrase(
                    en: "\(address) answered HTTP \(reply.status): \(quote.en)",
                    vi: "\(address) trả lời HTTP \(reply.status): \(quote.vi)"),
                remedy: Phrase(
                    en: "Check the base-url: it must be the vendor's API.",
                    vi: "Hãy kiểm tra base-url: phải là địa chỉ API của nhà cung cấp."))
        }
    }

    /// A 2xx reply that the contract does not allow: a web page, cut or garbled JSON, missing parts.
    public static func unreadable(
        _ reply: HTTPReply, step: Phrase, address: String, because reason: String
    ) -> ConnectorFailure {
        let quote = reply.quote
        return ConnectorFailure(
            .badReply, step: step,
            problem: Phrase(
                en: "the answer of \(address) cannot be read (\(reason)): “\(quote.en)”",
                vi: "không đọc được câu trả lời của \(address) (\(reason)): “\(quote.vi)”"),
            remedy: Phrase(
                en: "Check the base-url; otherwise it is tried again by itself.",
                vi: "Hãy kiểm tra base-url; nếu đúng, chương trình sẽ tự thử lại."))
    }
}
