import Attendance

/// An HR client that takes nothing: since when, why, and when it is tried again. The one sentence about it, wherever it
/// is said: at the client, at the devices that it holds back, in the status.
public struct HROutage: Hashable, Sendable {
    public let client: String
    public let since: Instant
    /// In the HR system's words, or why it could not be asked.
    public let reason: Phrase
    /// When the schedule tries it again; nil where it is not known or it is disabled.
    public let nextTry: Instant?

    /// Nil while the client takes what it is sent.
    public init?(_ client: HRClient, nextTry: Instant? = nil) {
        guard let since = client.failingSince else { return nil }
        self.client = client.name
        self.since = since
        self.nextTry = nextTry
        reason = client.failure ?? client.attention ?? Phrase(verbatim: "–")
    }

    /// - Parameter time: how a time is written; as in sentences, in Vietnam's zone, by default.
    public func sentence(_ time: (Instant) -> String = { Zone.vietnam.written($0) }) -> Phrase {
        let begun = time(since)
        let again = nextTry.map(time)
        func full(_ start: String, _ reason: String, _ next: String) -> String {
            let stop = reason.hasSuffix(".") || reason.hasSuffix("!") || reason.hasSuffix("?") ? "" : "."
            return start + reason + (again.map { "\(stop) \(next) \($0)." } ?? "")
        }
        return Phrase(
            en: full("“\(client)” has taken nothing since \(begun): ", reason.en, "Next try:"),
            vi: full("“\(client)” ngừng nhận bản ghi từ \(begun): ", reason.vi, "Thử lại lúc"))
    }

    /// For a cell that has room for a few words.
    public var brief: Phrase {
        Phrase(en: "“\(client)” takes nothing", vi: "“\(client)” ngừng nhận bản ghi")
    }
}
