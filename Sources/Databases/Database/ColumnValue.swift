import Foundation

/// How a column keeps its values.
public enum ColumnType: Sendable {
    case integer, real, text, blob
    /// True and false; an integer where the engine has no type for it.
    case boolean
}

/// What lies in a column of a row, where anything does.
public enum ColumnValue: Hashable, Sendable {
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob(Data)
}

/// A value that goes into a statement. Its type is known without a value: some engines ask for it.
public struct Argument: Hashable, Sendable {
    public let type: ColumnType
    public let value: ColumnValue?

    public init(_ value: some Storable) {
        type = Swift.type(of: value).columnType
        self.value = value.columnValue
    }
}
