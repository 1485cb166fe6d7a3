import Attendance
import Wire

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
        vi: "không hiển thị phản hồi: đây là máy chủ trong mạng nội bộ (thiết lập inside-hosts)")

    /// How long the server asks to be left alone: `Retry-After` in seconds or as an HTTP date, at most a day.
    public func retryAfter(now: Instant) -> Duration? {
        guard let text = header("Retry-After")?.trimmed else { return nil }
        if let seconds = Int(text) { return .seconds(min(max(seconds, 0), 86_400)) }
        guard let date = HTTPDate.instant(text) else { return nil }
        return max(.zero, min(date.since(now), .hours(24)))
    }
}
