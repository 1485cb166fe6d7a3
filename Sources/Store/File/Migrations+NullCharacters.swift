import Database
import Foundation

extension Database {
    /// Brings what former versions stored with a U+0000 to the form in which it is stored today, so that a record that
    /// comes again is known. Keys are found by their index, people by their table: no punch is looked at for nothing.
    func showNullCharacters() throws {
        for table in ["punch", "received"] {
            let keys = try String.fetchAll(
                self, sql: "SELECT DISTINCT source_key FROM \(table) WHERE instr(source_key, char(0)) > 0")
            for key in keys {
                // By its bytes: bound as a text it would be the new key.
                try execute(
                    sql: "UPDATE OR IGNORE \(table) SET source_key = ? WHERE source_key = CAST(? AS TEXT)",
                    arguments: [key, Data(key.utf8)])
            }
        }
        let people = try Row.fetchAll(
            self, sql: "SELECT code, name FROM person WHERE instr(code || name, char(0)) > 0")
        for person in people {
            let (code, name): (String, String) = (person[0], person[1])
            let former: Arguments = [Data(code.utf8), Data(name.utf8)]
            try execute(
                sql: """
                    UPDATE punch SET code = ?, person_name = ?
                    WHERE code = CAST(? AS TEXT) AND person_name = CAST(? AS TEXT)
                    """, arguments: [code, name] + former)
            try execute(
                sql: "DELETE FROM person WHERE code = CAST(? AS TEXT) AND name = CAST(? AS TEXT)", arguments: former)
            try remember(code: code.storable, name: name.storable)
        }
    }
}
