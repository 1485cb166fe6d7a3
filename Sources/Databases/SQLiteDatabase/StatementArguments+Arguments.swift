import Database
import Foundation
import GRDB

extension StatementArguments {
    /// SQLite's values have types of their own: a nil needs none.
    init(_ arguments: Arguments) {
        self.init(arguments.values.map(\.value).map(DatabaseValue.init))
    }
}

extension DatabaseValue {
    fileprivate init(_ value: ColumnValue?) {
        self =
            switch value {
            case .integer(let value): value.databaseValue
            case .real(let value): value.databaseValue
            case .text(let value): value.databaseValue
            case .blob(let value): value.databaseValue
            case nil: .null
            }
    }
}
