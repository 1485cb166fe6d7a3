import Attendance
import Wire

/// One request to a vendor's or an HR system's server.
public struct HTTPCall: Sendable {
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
        case head = "HEAD"
    }

    public var method: Method
    public var url: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]?
    /// The whole exchange, from look-up of the name to the last byte.
    public var timeout: Duration
    /// The longest reply that is read, in bytes.
    public var maximumReplySize: Int
    /// What of the reply's body matters.
    public var replyBody: ReplyBody

    public static let defaultMaximumReplySize = 8 << 20

    /// What of a reply's body matters to the caller.
    public enum ReplyBody: Hashable, Sendable {
        /// A success means what its body says, so a body that is too long or breaks off is a failure. Any other
        /// status speaks for itself: of its body comes what can be had in short.
        case whole
        /// The status decides as soon as it is in. So many bytes of the body are waited for, a moment long, for
        /// what they may tell a person; that a body is too long, breaks off or never ends is no failure.
        case statusAlone(excerpt: Int = 64 << 10)
    }

    public init(
        _ method: Method, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil,
        timeout: Duration, maximumReplySize: Int = HTTPCall.defaultMaximumReplySize, replyBody: ReplyBody = .whole
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.maximumReplySize = maximumReplySize
        self.replyBody = replyBody
    }

    public static func form(
        _ url: String, _ body: [UInt8], timeout: Duration
    ) -> HTTPCall {
        HTTPCall(
            .post, url, headers: [(name: "Content-Type", value: "application/x-www-form-urlencoded")], body: body,
            timeout: timeout)
    }
}

/// A reply, its body within the call's bound.
public struct HTTPReply: Sendable {
    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// Whether people may be shown words of it: not of servers that only this machine or its network reaches.
    public var isQuotable: Bool

    public init(
        status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = [], isQuotable: Bool = true
    ) {
        self.isQuotable = isQuotable
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, whatever its letters' case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }

    /// The beginning of the body for a message, or why it is not shown.
    public var quote: Phrase { isQuotable ? Phrase(verbatim: ReplyText.excerpt(of: body)) : HTTPReply.notShown }

    /// What a text inside the reply says, or why that is not shown; empty where it says nothing.
    ///
    /// - Parameter limit: in characters.
    public func quote(_ text: String?, limit: Int = 120) -> Phrase {
        guard let text, !text.isEmpty else { return Phrase(verbatim: "") }
        return isQuotable ? Phrase(verbatim: ReplyText.excerpt(of: text.utf8, limit: limit)) : HTTPReply.notShown
    }

    /// Why words are not shown.
    public static let notShown = Phrase(
        en: "its words are not shown: it is a server of this machine's own network (setting inside-hosts)",
        vi: "không hiển thị nội dung: đây là máy chủ trong mạng nội bộ (thiết lập inside-hosts)")

    /// How long the server asks to be left alone: `Retry-After` in seconds or as an HTTP date, at most a day.
    public func retryAfter(now: Instant) -> Duration? {
        guard let text = header("Retry-After")?.trimmed else { return nil }
        if let seconds = Int(text) { return .seconds(min(max(seconds, 0), 86_400)) }
        guard let date = HTTPDate.instant(text) else { return nil }
        return max(.zero, min(date.since(now), .hours(24)))
    }
}

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

/// What can carry an `HTTPCall`. Redirects are never followed.
public protocol HTTPSending: Sendable {
    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPReply
}
