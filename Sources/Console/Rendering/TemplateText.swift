import Attendance

/// A template's text on its way from the file to the library: in one language, and without its indentation.
enum TemplateText {
    /// `[[English|Tiếng Việt]]` becomes one of the two, so that a text cannot exist in one language alone. Within it a
    /// line may break anywhere between words. Blanks at the start of a line lay the file out and are not content.
    static func read(_ text: String, _ language: Language, in name: String) throws(Templates.Malformed) -> String {
        var output = ""
        var rest = unindented(text)[...]
        while let open = rest.firstRange(of: "[[") {
            output += rest[..<open.lowerBound]
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "]]") else {
                throw Templates.Malformed(description: "\(name): “[[” is not closed")
            }
            let texts = rest[..<close.lowerBound].split(separator: "|", omittingEmptySubsequences: false).map(joined)
            guard texts.count == 2, texts.allSatisfy({ !$0.isEmpty }) else {
                throw Templates.Malformed(description: "\(name): “\(rest[..<close.lowerBound])” has not two texts")
            }
            output += Phrase(en: texts[0], vi: texts[1])[language]
            rest = rest[close.upperBound...]
        }
        return output + rest
    }

    private static func unindented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }
            .joined(separator: "\n")
    }

    private static func joined(_ text: Substring) -> String {
        text.split(separator: "\n").joined(separator: " ")
    }
}
