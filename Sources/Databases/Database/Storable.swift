import Foundation

/// What can lie in a column.
public protocol Storable {
    static var columnType: ColumnType { get }

    /// Nil is SQL's NULL.
    var columnValue: ColumnValue? { get }

    /// Nil where the column holds something else.
    init?(columnValue: ColumnValue?)
}

extension Int64: Storable {
    public static var columnType: ColumnType { .integer }
    public var columnValue: ColumnValue? { .integer(self) }

    @inlinable
    public init?(columnValue: ColumnValue?) {
        switch columnValue {
        case .integer(let value): self = value
        case .real(let value):
            guard let exact = Int64(exactly: value) else { return nil }
            self = exact
        default: return nil
        }
    }
}

extension Int: Storable {
    public static var columnType: ColumnType { .integer }
    public var columnValue: ColumnValue? { .integer(Int64(self)) }

    @inlinable
    public init?(columnValue: ColumnValue?) {
        guard let value = Int64(columnValue: columnValue) else { return nil }
        self = Int(value)
    }
}

extension Bool: Storable {
    public static var columnType: ColumnType { .boolean }
    public var columnValue: ColumnValue? { .integer(self ? 1 : 0) }

    @inlinable
    public init?(columnValue: ColumnValue?) {
        guard let value = Int64(columnValue: columnValue) else { return nil }
        self = value != 0
    }
}

extension Double: Storable {
    public static var columnType: ColumnType { .real }
    public var columnValue: ColumnValue? { .real(self) }

    @inlinable
    public init?(columnValue: ColumnValue?) {
        switch columnValue {
        case .real(let value): self = value
        case .integer(let value): self = Double(value)
        default: return nil
        }
    }
}

extension String: Storable {
    public static var columnType: ColumnType { .text }
    public var columnValue: ColumnValue? { .text(storable) }

    @inlinable
    public init?(columnValue: ColumnValue?) {
        guard case .text(let value)? = columnValue else { return nil }
        self = value
    }
}

extension Data: Storable {
    public static var columnType: ColumnType { .blob }
    public var columnValue: ColumnValue? { .blob(self) }

    @inlinable
    public init?(columnValue: ColumnValue?) {
        guard case .blob(let value)? = columnValue else { return nil }
        self = value
    }
}

extension Optional: Storable where Wrapped: Storable {
    public static var columnType: ColumnType { Wrapped.columnType }
    // By a closure: a key path would be made anew for each value.
    public var columnValue: ColumnValue? { flatMap { $0.columnValue } }

    @inlinable
    public init?(columnValue: ColumnValue?) {
        guard columnValue != nil else {
            self = .none
            return
        }
        guard let value = Wrapped(columnValue: columnValue) else { return nil }
        self = value
    }
}
