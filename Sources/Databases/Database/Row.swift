/// One row of an answer.
public struct Row: Sendable {
    public let columns: ColumnNames
    public let values: [ColumnValue?]

    public init(columns: ColumnNames, values: [ColumnValue?]) {
        self.columns = columns
        self.values = values
    }

    // Other modules decode by these: without their bodies each value's type would be looked up at run time.

    /// By position, from 0: the fast way. It is an error of the program to ask for another type than was stored, or for
    /// a value that may be missing as one that may not.
    @inlinable
    public subscript<Value: Storable>(_ index: Int) -> Value {
        guard let value = Value(columnValue: values[index]) else {
            fatalError("column \(columns.names[index]) holds \(String(describing: values[index])), not \(Value.self)")
        }
        return value
    }

    /// By name, as the statement spells it.
    @inlinable
    public subscript<Value: Storable>(_ name: String) -> Value {
        guard let index = columns.place(of: name) else {
            fatalError("there is no column \(name) among \(columns.names)")
        }
        return self[index]
    }

    public func hasColumn(_ name: String) -> Bool { columns.place(of: name) != nil }
}

/// The names of an answer's columns, shared by its rows.
public final class ColumnNames: Sendable {
    public let names: [String]
    /// By name, the first where several are called so; empty where the few names are looked through as fast.
    private let places: [String: Int]

    public init(_ names: [String]) {
        self.names = names
        places =
            names.count > 12
            ? Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first }) : [:]
    }

    public func place(of name: String) -> Int? { places.isEmpty ? names.firstIndex(of: name) : places[name] }
}
