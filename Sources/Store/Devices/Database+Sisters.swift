import Attendance
import Database

extension Database {
    /// The source of an identity, made where there is none.
    ///
    /// - Parameter deviceID: of the device that will read it; nil for a new one.
    func source(
        kind: String, identity: String, name: String, sisters: [SisterKind], for deviceID: Int64?
    ) throws -> Int64 {
        if let adopted = try adoptSource(kind: kind, identity: identity, name: name, sisters: sisters, for: deviceID) {
            return adopted
        }
        return try insert(
            sql: """
                INSERT INTO source (kind, identity, last_name) VALUES (?, ?, ?)
                ON CONFLICT (kind, identity) DO UPDATE SET last_name = excluded.last_name RETURNING id
                """, arguments: [kind, identity, name])
    }

    /// Where an identity has no source yet, and what was kept of the same terminal as another kind is read by nobody else:
    /// makes that its source, in which its records are known again by the keys that they have now.
    ///
    /// - Returns: that source; nil where there is none, or the identity has one.
    func adoptSource(
        kind: String, identity: String, name: String, sisters: [SisterKind], for deviceID: Int64?
    ) throws -> Int64? {
        let known = try Int64.fetchOne(
            self, sql: "SELECT id FROM source WHERE kind = ? AND identity = ?", arguments: [kind, identity])
        guard known == nil else { return nil }
        for sister in sisters {
            guard let id = try keptSource(kind: sister.kind, identity: identity, for: deviceID) else { continue }
            try rename(id, by: sister.key)
            try execute(
                sql: "UPDATE source SET kind = ?, identity = ?, last_name = ? WHERE id = ?",
                arguments: [kind, identity, name, id])
            return id
        }
        return nil
    }

    /// A source with punches that no other device reads. Serial numbers are one in any case of their letters.
    private func keptSource(kind: String, identity: String, for deviceID: Int64?) throws -> Int64? {
        try Int64.fetchOne(
            self,
            sql: """
                SELECT source.id FROM source LEFT JOIN device ON device.source_id = source.id
                WHERE source.kind = ? AND upper(source.identity) = upper(?) AND source.punch_count > 0
                  AND (device.id IS NULL OR device.id = ?) ORDER BY source.punch_count DESC LIMIT 1
                """, arguments: [kind, identity, deviceID ?? 0])
    }

    private func rename(_ sourceID: Int64, by key: (_ key: String, _ code: String) -> String?) throws {
        let rows = try Row.fetchAll(
            self, sql: "SELECT id, source_key, code FROM punch WHERE source_id = ? ORDER BY id", arguments: [sourceID])
        // Those that are not renamed yet too: a hostile record may be called as another will be.
        var taken = Set(rows.map { $0[1] as String })
        let update = try cachedStatement(sql: "UPDATE punch SET source_key = ? WHERE id = ?")
        for row in rows {
            let (former, code): (String, String) = (row[1], row[2])
            // Two records that would become one stay two: nothing that is kept is lost.
            guard let new = key(former, code), taken.insert(new).inserted else { continue }
            try update.execute(arguments: [new, row[0] as Int64])
        }
    }
}
