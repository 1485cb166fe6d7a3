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
        /// what they may tell a person; that a body is too long, breaks off or never ends is not a failure.
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

/// What can carry an `HTTPCall`. Redirects are never followed.
public protocol HTTPSending: Sendable {
    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPReply
}
