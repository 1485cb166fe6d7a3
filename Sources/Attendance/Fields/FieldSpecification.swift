/// One field of a device kind or of an HR system: what a form asks for and what is accepted.
public struct FieldSpecification: Sendable {
    public enum Format: Sendable {
        case text
        /// A credential: no blanks, quotes or control characters, which are the marks of a bad copy.
        case token
        /// `http` or `https`, with a host.
        case url
        case integer(ClosedRange<Int>)
        case choice([String])
        case windowRule
        case zone
        case path
    }

    public let name: String
    public let format: Format
    public var isRequired = false
    /// Sealed in the store and never shown again.
    public var isSecret = false
    public var isRepeatable = false
    public var defaultValue: String?
    /// What a form calls it; the name made readable where nothing better is given.
    public let label: Phrase
    /// Where to find the value.
    public let help: Phrase

    public init(
        _ name: String, _ format: Format = .text, required: Bool = false, secret: Bool = false,
        repeatable: Bool = false, default defaultValue: String? = nil, label: Phrase? = nil, help: Phrase
    ) {
        let words = name.replacing("-", with: " ")
        self.label = label ?? Phrase(verbatim: words.prefix(1).uppercased() + words.dropFirst())
        self.name = name
        self.format = format
        isRequired = required
        isSecret = secret
        isRepeatable = repeatable
        self.defaultValue = defaultValue
        self.help = help
    }
}

extension FieldSpecification {
    /// What can be chosen; nil where anything of the format can be entered.
    public var choices: [String]? {
        if case .choice(let choices) = format { return choices }
        return nil
    }
}

/// Values of fields by name. A repeatable field holds several; any other holds one.
public struct FieldValues: Hashable, Sendable, Codable {
    public private(set) var values: [String: [String]]

    public init(_ values: [String: [String]] = [:]) {
        self.values = values
    }

    public subscript(name: String) -> String? { values[name]?.first }

    public func all(_ name: String) -> [String] { values[name] ?? [] }

    public mutating func set(_ name: String, _ value: String?) {
        values[name] = value.map { [$0] }
    }

    public mutating func set(_ name: String, all newValues: [String]) {
        values[name] = newValues.isEmpty ? nil : newValues
    }

    public var names: [String] { values.keys.sorted() }

    public func merging(_ other: FieldValues) -> FieldValues {
        FieldValues(values.merging(other.values) { $1 })
    }

    /// Only the fields that satisfy `condition`.
    public func filter(_ condition: (String) -> Bool) -> FieldValues {
        FieldValues(values.filter { condition($0.key) })
    }
}
