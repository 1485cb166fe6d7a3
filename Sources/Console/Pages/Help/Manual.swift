import Attendance

/// The manual, from inside the binary: each page in English, most in Vietnamese too.
struct Manual: Sendable {
    /// By name and language, as `hanet` and `vi`.
    private let texts: [String: [Language: MarkdownText]]

    /// Read once in a process: what is embedded does not change.
    static let embedded = Manual()

    private init() {
        var texts: [String: [Language: MarkdownText]] = [:]
        for (path, bytes) in EmbeddedFiles.all where path.hasPrefix("manual/") {
            let parts = path.dropFirst("manual/".count).split(separator: ".")
            guard let name = parts.first.map(String.init), parts.last == "md" else { continue }
            let language: Language = parts.count == 3 && parts[1] == "vi" ? .vi : .en
            texts[name, default: [:]][language] = MarkdownText(
                String(decoding: bytes, as: UTF8.self), link: Manual.address)
        }
        self.texts = texts
    }

    /// In the order in which they are listed: the console first, what programs need last.
    static let names = [
        "console", "hanet", "nuveq", "zkteco", "zkteco-push", "hr-systems", "network", "unbinding", "operations",
        "command-line", "api",
    ]

    /// A page in a language, or in English where it has no other.
    func page(_ name: String, _ language: Language) -> MarkdownText? {
        texts[name].flatMap { $0[language] ?? $0[.en] }
    }

    /// `hanet.vi.md#a`, as texts name each other, is `/help/hanet/vi#a` here; other addresses stay.
    static func address(_ link: String) -> String {
        guard let match = link.wholeMatch(of: /(?:\.\.\/|manual\/)?([a-z-]+)(\.vi)?\.md(#.*)?/) else { return link }
        return "/help/\(match.1)/\(match.2 == nil ? "en" : "vi")\(match.3 ?? "")"
    }

    /// The page that belongs to a page of the console.
    ///
    /// - Parameters:
    ///   - path: of the console's page.
    ///   - subject: what the page is about, such as a kind of device; the manual need not have a page on it.
    static func name(for path: String, about subject: String? = nil) -> String {
        if let subject, names.contains(subject) { return subject }
        let pages = [
            ("/hr", "hr-systems"), ("/parked", "hr-systems"), ("/network", "network"), ("/cases", "unbinding"),
            ("/desk", "unbinding"), ("/companies", "unbinding"), ("/bindings", "unbinding"), ("/calendar", "unbinding"),
            ("/tokens", "api"),
        ]
        return pages.first { path == $0.0 || path.hasPrefix($0.0 + "/") }?.1 ?? "console"
    }
}
