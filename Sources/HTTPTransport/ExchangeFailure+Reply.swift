import Attendance

extension ExchangeFailure {
    /// What a reply means whose status is not a success; nil for 200 to 299.
    ///
    /// - Parameters:
    ///   - url: the whole address that was called, by which a redirect's target is resolved.
    ///   - name: who answered; without it, the address's origin.
    public init?(_ reply: HTTPReply, calling url: String, by name: Phrase? = nil, now: Instant) {
        if (200...299).contains(reply.status) { return nil }
        let name = name ?? Phrase(verbatim: WebAddress.origin(of: url))
        if let target = reply.redirectTarget(of: url) {
            self.init(
                .moved(forGood: [301, 308].contains(reply.status)),
                Phrase(
                    en: "\(name.en) redirects to \(target) (HTTP \(reply.status))",
                    vi: "\(name.vi) chuyển hướng sang \(target) (HTTP \(reply.status))"),
                remedy: Phrase(
                    en: "Redirects are not followed: enter that address if it is right.",
                    vi: "Chương trình không tự chuyển hướng: nếu địa chỉ đó đúng, hãy nhập địa chỉ đó."))
            return
        }
        let (reason, remedy) = ExchangeFailure.meaning(of: reply.status)
        let quote = reply.body.isEmpty ? Phrase(verbatim: "") : Phrase(verbatim: ": ") + reply.quote
        self.init(
            reason,
            Phrase(
                en: "\(name.en) answered HTTP \(reply.status)\(quote.en)",
                vi: "\(name.vi) trả lời HTTP \(reply.status)\(quote.vi)"),
            remedy: remedy, retryAfter: reply.retryAfter(now: now))
    }

    /// A success whose body is not what the contract says: a web page, cut or garbled JSON, missing parts.
    ///
    /// - Parameter reason: what was looked for in vain, in a developer's words.
    public init(unreadable reply: HTTPReply, calling url: String, because reason: String? = nil) {
        let name = WebAddress.origin(of: url)
        let (quote, detail) = (reply.quote, reason.map { " (\($0))" } ?? "")
        self.init(
            .unreadable,
            Phrase(
                en: "the answer of \(name) cannot be read\(detail): “\(quote.en)”",
                vi: "không đọc được phản hồi của \(name)\(detail): “\(quote.vi)”"),
            remedy: ExchangeFailure.checkAddress)
    }

    private static func meaning(of status: Int) -> (Reason, remedy: Phrase?) {
        switch status {
        case 401, 403:
            (
                .accessRefused,
                Phrase(
                    en: "It refuses access: enter a valid token or key and check its rights.",
                    vi: "Máy chủ từ chối truy cập: hãy nhập token hoặc khóa còn hiệu lực và kiểm tra quyền.")
            )
        case 410: (.gone, Phrase(en: "It wants nothing more.", vi: "Máy chủ không nhận nữa."))
        case 429: (.tooManyCalls, Phrase(en: "It asks for fewer calls.", vi: "Máy chủ yêu cầu giảm số lần gọi."))
        case 502, 503, 504:
            (.unavailable, Phrase(en: "It is not available for the moment.", vi: "Máy chủ đang tạm ngừng."))
        case 500...599: (.faulty, Phrase(en: "It has a fault of its own.", vi: "Máy chủ đang gặp lỗi."))
        default: (.unexpected, nil)
        }
    }
}
