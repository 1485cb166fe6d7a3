extension Storable {
    /// The first column of the first row; nil where there is no row, or nothing in it.
    public static func fetchOne(_ database: Database, sql: String, arguments: Arguments = []) throws -> Self? {
        try one(database.answer(sql: sql, arguments: arguments))
    }

    public static func fetchOne(_ statement: Statement, arguments: Arguments = []) throws -> Self? {
        try one(statement.answer(arguments))
    }

    /// The first column of every row.
    public static func fetchAll(_ database: Database, sql: String, arguments: Arguments = []) throws -> [Self] {
        let answer = try database.answer(sql: sql, arguments: arguments)
        var values: [Self] = []
        while try answer.advance() { values.append(decoded(answer.value(at: 0))) }
        return values
    }

    /// The first column, row by row, for answers that need not be in memory at once.
    public static func fetchCursor(
        _ database: Database, sql: String, arguments: Arguments = []
    ) throws -> ValueCursor<Self> {
        ValueCursor(try database.answer(sql: sql, arguments: arguments))
    }

    private static func one(_ answer: any Answer) throws -> Self? {
        guard try answer.advance(), let value = answer.value(at: 0) else { return nil }
        return decoded(value)
    }

    fileprivate static func decoded(_ value: ColumnValue?) -> Self {
        guard let decoded = Self(columnValue: value) else {
            fatalError("the column holds \(String(describing: value)), not \(Self.self)")
        }
        return decoded
    }
}

extension Storable where Self: Hashable {
    public static func fetchSet(_ database: Database, sql: String, arguments: Arguments = []) throws -> Set<Self> {
        Set(try fetchAll(database, sql: sql, arguments: arguments))
    }
}

/// The first column of rows as they come. It ends with the transaction in which it was made.
public final class ValueCursor<Value: Storable> {
    private let answer: any Answer

    fileprivate init(_ answer: any Answer) {
        self.answer = answer
    }

    /// Nil behind the last row.
    public func next() throws -> Value? {
        try answer.advance() ? Value.decoded(answer.value(at: 0)) : nil
    }
}
