import Attendance
import Mustache
import Wire

/// HTML whose signs are told from the bytes: the library's own way takes a quote with a mark behind it for a letter.
private struct SafeHTML: MustacheContentType {
    static let name = "SAFEHTML"

    func escapeText(_ text: String) -> String { Escaping.html(text) }
}

/// The pages' templates, one library per language: `[[English|Tiếng Việt]]` in a template becomes one of the two, so
/// that a text cannot exist in one language alone.
struct Templates: Sendable {
    struct Malformed: Error, CustomStringConvertible {
        let description: String
    }

    private let libraries: [Language: MustacheLibrary]

    /// Read once in a process: what is embedded does not change.
    private static let embedded = Result { try read() }

    init() throws { libraries = try Templates.embedded.get() }

    private static func read() throws -> [Language: MustacheLibrary] {
        MustacheContentTypes.register(SafeHTML(), named: SafeHTML.name)
        var libraries: [Language: MustacheLibrary] = [:]
        for language in Language.allCases {
            var library = MustacheLibrary()
            for path in EmbeddedFiles.all.keys where path.hasSuffix(".mustache") {
                let name = String(path.dropFirst("pages/".count).dropLast(".mustache".count))
                let text = try Templates.spoken(EmbeddedFiles.text(path) ?? "", language, in: name)
                do {
                    try library.register("{{% CONTENT_TYPE:\(SafeHTML.name)}}" + text, named: name)
                } catch {
                    throw Malformed(description: "\(name): \(error)")
                }
            }
            libraries[language] = library
        }
        return libraries
    }

    func render(_ model: some Sendable, _ name: String, _ language: Language) -> String {
        libraries[language]?.render(PlainModel.of(model) ?? [:], withTemplate: name) ?? ""
    }

    static func spoken(_ text: String, _ language: Language, in name: String) throws -> String {
        var output = ""
        var rest = text[...]
        while let open = rest.firstRange(of: "[[") {
            output += rest[..<open.lowerBound]
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "]]") else {
                throw Malformed(description: "\(name): “[[” is not closed")
            }
            let texts = rest[..<close.lowerBound].split(separator: "|", omittingEmptySubsequences: false)
            guard texts.count == 2, texts.allSatisfy({ !$0.isEmpty }) else {
                throw Malformed(description: "\(name): “\(rest[..<close.lowerBound])” has not two texts")
            }
            output += texts[language == .en ? 0 : 1]
            rest = rest[close.upperBound...]
        }
        return output + rest
    }
}
