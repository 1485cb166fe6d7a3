@testable import Console

/// A template read as the library reads it, with types in place of values: a name is looked for in the innermost section
/// first, then outwards.
struct TemplateReading {
    /// `Type.field`, of all that the model can reach.
    private(set) var carried: Set<String> = []
    /// Of these, what the template names.
    private(set) var used: Set<String> = []
    /// Names that lead to no field.
    private(set) var unknown: [String] = []
    /// Optional fields that, when they hold nothing, would let a field of the same name further out show through.
    private(set) var shadowing: [String] = []

    init(of model: any PageModel.Type) throws {
        carry(model)
        try read(TemplateNode.read(model.template), in: [model])
    }

    private mutating func carry(_ type: Any.Type) {
        for (name, field) in ModelFields.of(type) where carried.insert("\(String(reflecting: type)).\(name)").inserted {
            carry(field.inner)
        }
    }

    private mutating func read(_ nodes: [TemplateNode], in stack: [Any.Type]) throws {
        for node in nodes {
            switch node {
            case .value("."): break
            case .value(let name): _ = find(name, in: stack)
            case .partial(let name): try read(TemplateNode.read(name), in: stack)
            case .section(let name, let isInverted, let inside):
                guard let field = find(name, in: stack) else { continue }
                try read(inside, in: isInverted ? stack : stack + [field.inner])
            }
        }
    }

    private mutating func find(_ name: String, in stack: [Any.Type]) -> ModelFields.Field? {
        let holders = stack.reversed().filter { ModelFields.of($0)[name] != nil }
        guard let holder = holders.first, let field = ModelFields.of(holder)[name] else {
            unknown.append(name)
            return nil
        }
        if field.isOptional, holders.count > 1 { shadowing.append("\(String(reflecting: holder)).\(name)") }
        used.insert("\(String(reflecting: holder)).\(name)")
        return field
    }
}
