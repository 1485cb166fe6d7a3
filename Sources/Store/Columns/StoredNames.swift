import Attendance
import Database

/// Names as they were stored: those of earlier versions may be spelled otherwise (decomposed letters, zero-width
/// characters) than the same name is typed today.
extension Database {
    /// The stored spelling of a name; nil when there is none that people see as the same.
    ///
    /// - Parameter table: a small one; all its names may be looked through.
    func spelling(of name: String, in table: String, where condition: String = "TRUE") throws -> String? {
        let wanted = name.asSeen.trimmed
        // The given spelling first: an old database may have two names that look alike.
        for text in [name, wanted] {
            let exact = try String.fetchOne(
                self, sql: #"SELECT name FROM "\#(table)" WHERE name = ? AND \#(condition)"#, arguments: [text])
            if let exact { return exact }
        }
        let names = try String.fetchCursor(self, sql: #"SELECT name FROM "\#(table)" WHERE \#(condition)"#)
        while let stored = try names.next() {
            if stored.asSeen.trimmed == wanted { return stored }
        }
        return nil
    }
}
