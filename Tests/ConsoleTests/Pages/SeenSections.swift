@testable import Console

/// Which sections of the templates are shown when models are rendered.
struct SeenSections {
    private(set) var templates: Set<String> = []
    /// `template {{#one}}{{^another}}`, from the outermost.
    private(set) var sections: Set<String> = []

    /// All sections within nodes, by their paths.
    static func sections(of nodes: [TemplateNode], in path: String = "") -> [String] {
        nodes.flatMap { node -> [String] in
            guard case .section(let name, let isInverted, let inside) = node else { return [] }
            let here = path + tag(name, isInverted)
            return [here] + sections(of: inside, in: here)
        }
    }

    mutating func look(at model: some PageModel) throws {
        guard let values = PlainModel.of(model) else { return }
        try show(type(of: model).template, [values])
    }

    private mutating func show(_ template: String, _ stack: [Any]) throws {
        templates.insert(template)
        try look(TemplateNode.read(template), of: template, in: "", stack)
    }

    private mutating func look(_ nodes: [TemplateNode], of template: String, in path: String, _ stack: [Any]) throws {
        for node in nodes {
            switch node {
            case .value: break
            case .partial(let name): try show(name, stack)
            case .section(let name, let isInverted, let inside):
                let here = path + SeenSections.tag(name, isInverted)
                for inner in SeenSections.stacks(name, isInverted, stack) {
                    sections.insert("\(template) \(here)")
                    try look(inside, of: template, in: here, inner)
                }
            }
        }
    }

    /// The contexts that a section is shown in: none where it is not shown, one an element for a list.
    private static func stacks(_ name: String, _ isInverted: Bool, _ stack: [Any]) -> [[Any]] {
        let value = stack.reversed().lazy.compactMap { ($0 as? PlainModel.Object)?.members[name] }.first
        let shown: [[Any]] =
            switch value {
            case nil: []
            case let condition as Bool: condition ? [stack] : []
            case let list as [Any]: list.map { stack + [$0] }
            case let value?: [stack + [value]]
            }
        guard isInverted else { return shown }
        return shown.isEmpty ? [stack] : []
    }

    private static func tag(_ name: String, _ isInverted: Bool) -> String {
        "{{" + (isInverted ? "^" : "#") + name + "}}"
    }
}
