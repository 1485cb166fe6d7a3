/// What an entry of the history is about besides its word and its subject: a few named values, none of them secret.
public struct HistoryFacts: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    public typealias Key = String
    /// What is nil is left out.
    public typealias Value = Fact?

    public enum Fact: Hashable, Sendable {
        case text(String)
        case number(Int)
        case texts([String])
        /// Somebody else's words: why a vendor could not be read, what a device answered.
        case phrase(Phrase)
    }

    public private(set) var values: [String: Fact]

    public init(_ values: [String: Fact]) {
        self.values = values
    }

    public init(dictionaryLiteral elements: (String, Fact?)...) {
        values = [:]
        for (name, value) in elements { values[name] = value }
    }

    /// The facts with the import that what happened is a part of.
    public func ofImport(_ id: Int64?) -> HistoryFacts {
        guard let id else { return self }
        return HistoryFacts(values.merging([HistoryFacts.importName: .number(Int(id))]) { $1 })
    }

    /// The import that what happened is a part of; nil where it is none.
    public var importID: Int64? { number(HistoryFacts.importName).map { Int64($0) } }

    private static let importName = "import"

    func text(_ name: String) -> String? {
        if case .text(let text)? = values[name] { return text }
        return nil
    }

    func number(_ name: String) -> Int? {
        if case .number(let number)? = values[name] { return number }
        return nil
    }

    func texts(_ name: String) -> [String]? {
        if case .texts(let texts)? = values[name] { return texts }
        return nil
    }

    func phrase(_ name: String) -> Phrase? {
        if case .phrase(let phrase)? = values[name] { return phrase }
        return nil
    }
}
