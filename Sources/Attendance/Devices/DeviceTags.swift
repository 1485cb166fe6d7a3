/// Words by which people group devices: a site, a floor, whoever looks after them.
///
/// At most 20 of 1 to 40 printable characters, none of them a `;` or a `,`; two that differ only in case or accents' form
/// are one, spelled as the first.
public struct DeviceTags: Hashable, Sendable {
    public let words: [String]

    public static let none = DeviceTags(words: [])
    /// What a `FieldFailure` calls them.
    public static let field = "tags"
    /// Of one device.
    public static let most = 20
    /// Characters of one.
    public static let longest = 40

    private init(words: [String]) { self.words = words }

    /// What people typed: words between commas or semicolons.
    ///
    /// - Throws: `FieldFailure` of the field `tags`.
    public init(typed text: String) throws(FieldFailure) {
        try self.init(text.split { $0 == "," || $0 == ";" }.map(String.init))
    }

    /// - Throws: `FieldFailure` of the field `tags`.
    public init(_ words: [String]) throws(FieldFailure) {
        var kept: [String] = []
        var known: Set<String> = []
        for word in words {
            let shown = word.asSeen.trimmed
            if shown.isEmpty { continue }
            guard shown.count <= DeviceTags.longest, !shown.unicodeScalars.contains(where: \.isControl),
                !shown.contains(where: { $0 == "," || $0 == ";" })
            else {
                throw FieldFailure(
                    field: DeviceTags.field,
                    Phrase(
                        en: "a tag has 1 to \(DeviceTags.longest) printable characters, without commas",
                        vi: "mỗi nhãn có từ 1 đến \(DeviceTags.longest) ký tự in được, không có dấu phẩy"))
            }
            if known.insert(shown.lowercased()).inserted { kept.append(shown) }
        }
        guard kept.count <= DeviceTags.most else {
            throw FieldFailure(
                field: DeviceTags.field,
                Phrase(
                    en: "a device has at most \(DeviceTags.most) tags",
                    vi: "mỗi thiết bị có tối đa \(DeviceTags.most) nhãn"))
        }
        self.words = kept
    }

    /// As they are stored, checked when they were.
    public init(stored words: [String]) { self.words = words }

    public var isEmpty: Bool { words.isEmpty }

    /// As people type them.
    public var text: String { words.joined(separator: ", ") }

    /// Case does not matter.
    public func contains(_ tag: String) -> Bool {
        let wanted = tag.lowercased()
        return words.contains { $0.lowercased() == wanted }
    }

    /// These and more.
    ///
    /// - Throws: `FieldFailure` of the field `tags`.
    public func adding(_ more: DeviceTags) throws(FieldFailure) -> DeviceTags { try DeviceTags(words + more.words) }

    public func removing(_ tags: DeviceTags) -> DeviceTags { DeviceTags(words: words.filter { !tags.contains($0) }) }
}
