import Database

extension Database {
    /// Gives entries of the history room for what they are about: JSON, null in what former versions wrote. Two earlier
    /// migrations write entries, and ask for it too; it is made once.
    func makeRoomForHistoryFacts() throws {
        let isThere = try Bool.fetchOne(
            self, sql: "SELECT EXISTS (SELECT 1 FROM pragma_table_info('history') WHERE name = 'facts')")
        guard isThere != true else { return }
        try execute(sql: "ALTER TABLE history ADD COLUMN facts TEXT")
    }
}
