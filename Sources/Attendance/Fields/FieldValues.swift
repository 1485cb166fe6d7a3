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
