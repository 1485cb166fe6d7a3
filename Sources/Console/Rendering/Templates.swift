import Attendance
import Mustache
import Wire

/// HTML whose signs are told from the bytes: the library's own way takes a quote with a mark behind it for a letter.
private struct SafeHTML: MustacheContentType {
    static let name = "SAFEHTML"

    func escapeText(_ text: String) -> String { Escaping.html(text) }
}

/// The pages' templates, one library per language.
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
                let text = try TemplateText.read(EmbeddedFiles.text(path) ?? "", language, in: name)
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

    func render<Model: PageModel>(_ model: Model, _ language: Language) -> String {
        render(model, by: Model.template, language)
    }

    /// The part of a page that its script asks for anew; empty where the page has none.
    func renderLivePart<Model: PageModel>(_ model: Model, _ language: Language) -> String {
        Model.livePart.map { render(model, by: $0, language) } ?? ""
    }

    private func render(_ model: some PageModel, by name: String, _ language: Language) -> String {
        libraries[language]?.render(PlainModel.of(model) ?? PlainModel.Object([:]), withTemplate: name) ?? ""
    }
}
