/// What a driver does for one transaction. Its errors are `DatabaseError`s.
public protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// Runs one statement, or several without arguments, and counts the rows that the last one changed.
    func execute(sql: String, arguments: Arguments) throws -> Int

    func answer(sql: String, arguments: Arguments) throws -> any Answer

    /// A statement that is kept for as long as the connection.
    func prepare(sql: String) throws -> any PreparedStatement

    func tableExists(_ name: String) throws -> Bool
}

/// A prepared statement of a driver.
public protocol PreparedStatement: AnyObject {
    func execute(_ arguments: Arguments) throws -> Int
    func answer(_ arguments: Arguments) throws -> any Answer
}

/// Rows on their way from a driver.
public protocol Answer: AnyObject {
    var columnNames: [String] { get }

    /// Goes on to the next row; false behind the last one.
    func advance() throws -> Bool

    /// Of the present row.
    func value(at index: Int) -> ColumnValue?

    /// All of the present row.
    func values() -> [ColumnValue?]
}
