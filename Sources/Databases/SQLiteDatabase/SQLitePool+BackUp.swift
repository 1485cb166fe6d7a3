import Database
import GRDB

extension SQLitePool {
    /// Copies the database into a new file, consistent, while others write. The file is its owner's alone.
    ///
    /// - Returns: the copy, open.
    /// - Throws: `DatabaseError.cannotOpen` where the file cannot be made.
    public func backUp(to path: String) throws -> SQLiteFile {
        try SQLiteFile.makePrivate(path)
        let copy = try SQLiteFile(path: path, .rollbackJournal)
        try translating { try pool.backup(to: copy.queue) }
        return copy
    }
}
