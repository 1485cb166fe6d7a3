/// A sentence for a person, in English and in Vietnamese.
public struct Phrase: Hashable, Sendable, Codable {
    public let en: String
    public let vi: String

    public init(en: String, vi: String) {
        self.en = en
        self.vi = vi
    }

    /// The same text in both languages: names, numbers, a vendor's own words.
    public init(verbatim text: String) {
        en = text
        vi = text
    }

    public subscript(language: Language) -> String {
        switch language {
        case .en: en
        case .vi: vi
        }
    }

    public static func + (left: Phrase, right: Phrase) -> Phrase {
        Phrase(en: left.en + right.en, vi: left.vi + right.vi)
    }
}
