/// Connections to one database.
public protocol DatabasePool: Sendable {
    /// Reads what was committed when it began, whatever is written meanwhile.
    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value

    /// Commits what the body did, or nothing of it where the body throws. It runs again from its start where the engine
    /// says that it lost against another.
    @discardableResult
    func write<Value: Sendable>(
        _ mode: WriteMode, _ body: @Sendable (Database) throws -> Value
    ) async throws -> Value

    /// Ends all connections; whoever comes later meets `DatabaseError.closed`.
    func close() async throws
}

/// Beside whom a transaction writes.
public enum WriteMode: Sendable {
    /// As if no other write ran: what it read stays true until it is committed.
    case alone
    /// Beside others, for hot paths; nothing that it read may be relied upon. The same as `alone` where the engine has
    /// one writer at a time.
    case beside
}

extension DatabasePool {
    @discardableResult
    public func write<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        try await write(.alone, body)
    }
}
