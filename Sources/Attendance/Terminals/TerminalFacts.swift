/// What a terminal says of itself, as text for people. It is a stranger's word: cut, without control characters, and
/// nothing is decided by it but which rows are punches (`deviceType`).
public struct TerminalFacts: Hashable, Sendable {
    public enum Name: String, CaseIterable, Sendable {
        case deviceType, pushVersion, firmware, model, users, records, capacity, ownAddress, language
    }

    /// Characters of one value.
    public static let longest = 64

    public private(set) var values: [Name: String]

    public init(_ values: [Name: String] = [:]) {
        self.values = [:]
        for (name, value) in values { set(name, value) }
    }

    public subscript(name: Name) -> String? { values[name] }

    /// Keeps the beginning of `value`; an empty one changes nothing.
    public mutating func set(_ name: Name, _ value: String) {
        // Cut before it is looked at: a stranger's text may be long.
        let cut = String(String.UnicodeScalarView(value.unicodeScalars.prefix(4 * TerminalFacts.longest)))
        let shown = String(EmployeeCode.cleaned(cut).prefix(TerminalFacts.longest))
        if !shown.isEmpty { values[name] = shown }
    }

    /// What both say; of what both say, the other's.
    public func merging(_ other: TerminalFacts) -> TerminalFacts {
        var merged = self
        merged.values.merge(other.values) { $1 }
        return merged
    }
}
