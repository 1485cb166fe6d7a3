import Attendance
import GRDB

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
                self, sql: "SELECT name FROM \(table) WHERE name = ? AND \(condition)", arguments: [text])
            if let exact { return exact }
        }
        let names = try String.fetchCursor(self, sql: "SELECT name FROM \(table) WHERE \(condition)")
        while let stored = try names.next() {
            if stored.asSeen.trimmed == wanted { return stored }
        }
        return nil
    }
}

extension Database {
    /// Brings codes and names of people that earlier versions stored as they came to the form in which they are
    /// compared today. The table of people tells which there are.
    func respellPeople() throws {
        let people = try Row.fetchAll(self, sql: "SELECT code, name FROM person").map {
            ($0[0] as String, $0[1] as String)
        }
        for (code, name) in people {
            let (newCode, newName) = (EmployeeCode.cleaned(code), EmployeeCode.cleaned(name))
            // By the bytes: as Swift compares them they are the same.
            guard !code.utf8.elementsEqual(newCode.utf8) || !name.utf8.elementsEqual(newName.utf8) else { continue }
            try execute(
                sql: "UPDATE punch SET code = ?, person_name = ? WHERE code = ? AND person_name = ?",
                arguments: [newCode, newName, code, name])
            try execute(sql: "DELETE FROM person WHERE code = ? AND name = ?", arguments: [code, name])
            try remember(code: newCode, name: newName)
            for table in ["code_mapping", "code_mapping_start"] {
                try execute(sql: "UPDATE OR REPLACE \(table) SET code = ? WHERE code = ?", arguments: [newCode, code])
            }
        }
    }
}
