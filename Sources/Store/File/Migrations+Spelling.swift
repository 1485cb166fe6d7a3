import Attendance
import Database

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
