import Testing

@testable import Console

/// What a template names: values, sections with what stands in them, and other templates.
indirect enum TemplateNode {
    case value(String)
    case section(String, isInverted: Bool, [TemplateNode])
    case partial(String)

    /// The tags of a template's file, in their order. Whether sections are closed in their order is seen when the
    /// program starts.
    static func read(_ template: String) throws -> [TemplateNode] {
        let text = try #require(EmbeddedFiles.text("pages/\(template).mustache"), "there is no template “\(template)”")
        var tags = text.matches(of: /\{\{\{?([#^\/>]?) *([A-Za-z0-9_.-]+) *\}?\}\}/).map {
            (sign: $0.output.1, name: String($0.output.2))
        }[...]
        return level(&tags)
    }

    private static func level(_ tags: inout ArraySlice<(sign: Substring, name: String)>) -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        while let tag = tags.popFirst() {
            switch tag.sign {
            case "/": return nodes
            case "": nodes.append(.value(tag.name))
            case ">": nodes.append(.partial(tag.name))
            default: nodes.append(.section(tag.name, isInverted: tag.sign == "^", level(&tags)))
            }
        }
        return nodes
    }
}
