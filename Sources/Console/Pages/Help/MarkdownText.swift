import CMarkdown
import Foundation

/// A text of the manual as HTML, by the reference parser of GitHub's Markdown. HTML in it stays: only what is inside the
/// binary is read.
struct MarkdownText: Sendable {
    /// The first heading.
    let title: String
    let html: String

    private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()

    /// - Parameter link: an address as it stands in the text becomes one of ours.
    init(_ text: String, link: (String) -> String) {
        _ = MarkdownText.registered
        let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
        defer { cmark_parser_free(parser) }
        if let table = cmark_find_syntax_extension("table") { cmark_parser_attach_syntax_extension(parser, table) }
        cmark_parser_feed(parser, text, text.utf8.count)
        let document = cmark_parser_finish(parser)
        defer { cmark_node_free(document) }
        var headings: [String] = []
        MarkdownText.walk(document) { node in
            switch cmark_node_get_type(node) {
            case CMARK_NODE_LINK:
                if let url = cmark_node_get_url(node) { cmark_node_set_url(node, link(String(cString: url))) }
            case CMARK_NODE_HEADING: headings.append(MarkdownText.words(of: node))
            default: break
            }
        }
        let rendered = cmark_render_html(document, CMARK_OPT_UNSAFE, cmark_parser_get_syntax_extensions(parser))
        defer { free(rendered) }
        title = headings.first ?? ""
        html = MarkdownText.anchored(rendered.map { String(cString: $0) } ?? "", headings)
    }

    private static func walk(
        _ document: OpaquePointer?, _ visit: (OpaquePointer) -> Void
    ) {
        let steps = cmark_iter_new(document)
        defer { cmark_iter_free(steps) }
        while true {
            let event = cmark_iter_next(steps)
            if event == CMARK_EVENT_DONE { return }
            if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(steps) { visit(node) }
        }
    }

    /// What a heading says, without its marks.
    private static func words(of heading: OpaquePointer) -> String {
        var text = ""
        walk(heading) { node in
            switch cmark_node_get_type(node) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE:
                text += cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
            default: break
            }
        }
        return text
    }

    /// Gives each heading the id that links in the texts name, as GitHub makes it.
    private static func anchored(_ html: String, _ headings: [String]) -> String {
        var output = ""
        var rest = html[...]
        for heading in headings {
            guard let tag = rest.firstMatch(of: /<h[1-6]>/) else { break }
            output += rest[..<tag.range.lowerBound]
            output += tag.output.dropLast() + " id=\"\(anchor(heading))\">"
            rest = rest[tag.range.upperBound...]
        }
        return output + rest
    }

    static func anchor(_ heading: String) -> String {
        String(
            heading.lowercased().compactMap { letter in
                if letter.isLetter || letter.isNumber || letter == "-" || letter == "_" { return letter }
                return letter == " " ? "-" : nil
            })
    }
}
