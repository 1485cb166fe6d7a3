import Foundation

/// A person's name as devices spell it, compared as a person who reads both would: letter case, blanks and where the
/// tone mark sits (Hoà, Hòa) do not matter.
///
/// A name that was typed without any accents is like every name that it could stand for. Of two names with accents,
/// the accents decide: Tuấn and Tuân are two people.
struct PersonName: Sendable {
    /// Without any marks: what a keyboard without Vietnamese makes of it.
    let plain: String
    /// One text a word: its letters, then its tones.
    private let words: [String]
    private let hasMarks: Bool

    init(_ name: String) {
        var plainWords: [String] = []
        var words: [String] = []
        let parts = EmployeeCode.cleaned(name).lowercased().split { $0.isWhitespace }
        for part in parts {
            var plain = String.UnicodeScalarView()
            var letters = String.UnicodeScalarView()
            var tones: [Unicode.Scalar] = []
            for scalar in String(part).decomposedStringWithCanonicalMapping.unicodeScalars {
                if scalar == "đ" {
                    plain.append("d")
                    letters.append(scalar)
                } else if PersonName.tones.contains(scalar) {
                    tones.append(scalar)
                } else {
                    if scalar.properties.generalCategory != .nonspacingMark { plain.append(scalar) }
                    letters.append(scalar)
                }
            }
            plainWords.append(String(plain))
            tones.sort()
            letters.append(contentsOf: tones)
            words.append(String(letters))
        }
        plain = plainWords.joined(separator: " ")
        self.words = words
        hasMarks = words != plainWords
    }

    /// Grave, acute, tilde, hook above, dot below.
    private static let tones: Set<Unicode.Scalar> = ["\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]

    /// No name at all: it may be anybody's.
    var isMissing: Bool { plain.isEmpty }

    /// Whether people would take both for one person. A missing name is like none.
    func isLike(_ other: PersonName) -> Bool {
        guard !isMissing, plain == other.plain else { return false }
        return !hasMarks || !other.hasMarks || words == other.words
    }
}
