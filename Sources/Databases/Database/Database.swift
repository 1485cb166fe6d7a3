/// One transaction, on one thread, in no engine's words. It cannot leave the closure that it was given to: behind its
/// end every use throws `DatabaseError.over`.
public final class Database {
    public let dialect: Dialect
    private let connection: any Connection
    private var isOver = false

    /// - Parameter connection: of a driver, inside a transaction that it has begun.
    public init(_ connection: any Connection) {
        self.connection = connection
        dialect = connection.dialect
    }

    /// Runs one statement, or several without arguments.
    ///
    /// - Returns: how many rows it changed, those that triggers changed left out; of several statements the last one's.
    ///   Without meaning behind a statement that changes no rows.
    @discardableResult
    public func execute(sql: String, arguments: Arguments = []) throws -> Int {
        try driver().execute(sql: sql, arguments: arguments)
    }

    /// Inserts one row. The statement ends in `RETURNING id`, or another integer.
    ///
    /// - Returns: what it returned.
    public func insert(sql: String, arguments: Arguments) throws -> Int64 {
        let answer = try answer(sql: sql, arguments: arguments)
        guard try answer.advance(), let id = Int64(columnValue: answer.value(at: 0)) else {
            throw DatabaseError.failed("no row came back from: \(sql)")
        }
        // The statement has not ended before its last row was asked for.
        while try answer.advance() {}
        return id
    }

    /// A statement that the connection keeps prepared: for those whose text is always the same.
    public func cachedStatement(sql: String) throws -> Statement {
        Statement(self, try driver().prepare(sql: sql))
    }

    public func tableExists(_ name: String) throws -> Bool { try driver().tableExists(name) }

    func answer(sql: String, arguments: Arguments) throws -> any Answer {
        try driver().answer(sql: sql, arguments: arguments)
    }

    /// The engine's own connection, for its driver to lend.
    public func driver() throws -> any Connection {
        guard !isOver else { throw DatabaseError.over }
        return connection
    }

    /// Its driver's word that the transaction has ended.
    public func end() { isOver = true }
}

@available(*, unavailable)
extension Database: Sendable {}
