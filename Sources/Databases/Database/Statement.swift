/// A statement that is prepared once per connection and run many times.
public final class Statement {
    private let database: Database
    private let prepared: any PreparedStatement

    init(_ database: Database, _ prepared: any PreparedStatement) {
        self.database = database
        self.prepared = prepared
    }

    /// - Returns: how many rows it changed.
    @discardableResult
    public func execute(arguments: Arguments = []) throws -> Int {
        _ = try database.driver()
        return try prepared.execute(arguments)
    }

    func answer(_ arguments: Arguments) throws -> any Answer {
        _ = try database.driver()
        return try prepared.answer(arguments)
    }
}
