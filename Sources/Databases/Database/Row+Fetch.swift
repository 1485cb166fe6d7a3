extension Row {
    public static func fetchAll(_ database: Database, sql: String, arguments: Arguments = []) throws -> [Row] {
        try rows(database.answer(sql: sql, arguments: arguments))
    }

    public static func fetchAll(_ statement: Statement, arguments: Arguments = []) throws -> [Row] {
        try rows(statement.answer(arguments))
    }

    /// The first row.
    public static func fetchOne(_ database: Database, sql: String, arguments: Arguments = []) throws -> Row? {
        try RowCursor(database.answer(sql: sql, arguments: arguments)).next()
    }

    public static func fetchOne(_ statement: Statement, arguments: Arguments = []) throws -> Row? {
        try RowCursor(statement.answer(arguments)).next()
    }

    /// One row after the other, for answers that need not be in memory at once.
    public static func fetchCursor(
        _ database: Database, sql: String, arguments: Arguments = []
    ) throws -> RowCursor {
        RowCursor(try database.answer(sql: sql, arguments: arguments))
    }

    private static func rows(_ answer: any Answer) throws -> [Row] {
        let columns = ColumnNames(answer.columnNames)
        var rows: [Row] = []
        while try answer.advance() { rows.append(Row(columns: columns, values: answer.values())) }
        return rows
    }
}

/// Rows as they come. It ends with the transaction in which it was made.
public final class RowCursor {
    private let answer: any Answer
    private let columns: ColumnNames

    init(_ answer: any Answer) {
        self.answer = answer
        columns = ColumnNames(answer.columnNames)
    }

    /// Nil behind the last row.
    public func next() throws -> Row? {
        try answer.advance() ? Row(columns: columns, values: answer.values()) : nil
    }
}
