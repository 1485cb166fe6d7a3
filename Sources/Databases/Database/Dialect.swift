/// The words in which engines differ. Everything else of a statement is the same on all of them.
///
/// Hints tell an engine without statistics which way to go; another engine has its own mind, and the same statement
/// without them.
public enum Dialect: Sendable {
    case sqlite

    /// Behind a table's name: walks this index.
    public func indexed(by index: String) -> String {
        switch self {
        case .sqlite: "INDEXED BY \(index)"
        }
    }

    /// Between two tables: the left one is the outer loop.
    public var joinInOrder: String {
        switch self {
        case .sqlite: "CROSS JOIN"
        }
    }

    /// A column that no index is to be looked up by.
    public func unindexed(_ column: String) -> String {
        switch self {
        case .sqlite: "+\(column)"
        }
    }

    /// The greater of two values, neither of which may be NULL: engines disagree about that.
    public func greatest(_ one: String, _ other: String) -> String {
        switch self {
        case .sqlite: "max(\(one), \(other))"
        }
    }

    /// The smaller of two values, neither of which may be NULL.
    public func least(_ one: String, _ other: String) -> String {
        switch self {
        case .sqlite: "min(\(one), \(other))"
        }
    }
}
