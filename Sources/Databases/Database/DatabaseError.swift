/// Why a database did not do what was asked, in no engine's words. The set is closed: whoever handles it handles all of it.
public enum DatabaseError: Error, Hashable, Sendable {
    /// Another one held what was needed for longer than the patience.
    case locked
    /// The disk is full.
    case full
    case readOnly
    case damaged(String)
    /// The file is something else.
    case notADatabase(String)
    case cannotOpen(String)
    /// Another row has the same key.
    case notUnique(String)
    /// A rule of the schema: a foreign key, a value that must be there, a check.
    case violation(String)
    /// The disk or the network failed.
    case io(String)
    /// Whoever asked does not wait any more.
    case cancelled
    case closed
    /// A transaction was used behind its end.
    case over
    /// The engine does not understand the statement: an error of the program.
    case failed(String)
}
