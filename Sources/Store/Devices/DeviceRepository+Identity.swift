import Attendance
import Database

/// Devices whose identity nobody enters: they tell it when they first answer, and are known by it from then on.
extension DeviceRepository {
    /// Binds a device to the identity that it told.
    ///
    /// - Parameters:
    ///   - field: of the device, in which the identity stands.
    ///   - sisters: other kinds that read the same devices.
    /// - Returns: whether that is news. Then the device may read another source: one that was kept of the same identity.
    /// - Throws: `DeviceFailure.otherDevice` where it is known by another one, `DeviceFailure.identityTaken` where another
    ///   device of the program reads it.
    public func bind(
        _ device: Device, to identity: String, field: String, sisters: [SisterKind] = [], act: Act
    ) async throws(StoreFailure) -> Bool {
        try await file.write { database in
            let present = try database.device(id: device.id)
            if let known = present.fields[field] {
                guard known.uppercased() == identity.uppercased() else {
                    throw DeviceFailure.otherDevice(known: known, found: identity)
                }
                return false
            }
            try database.bind(present, to: identity, field: field, sisters: sisters, act: act)
            return true
        }
    }

    /// Enabled devices of these kinds that have one serial number, each with the names of the others.
    public func twins(ofKinds kinds: [String]) async throws(StoreFailure) -> [Int64: [String]] {
        guard !kinds.isEmpty else { return [:] }
        return try await file.read { database in
            let marks = Database.marks(kinds.count)
            let all =
                "FROM device JOIN source ON source.id = device.source_id WHERE device.enabled = 1 AND device.kind IN (\(marks))"
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT device.id, device.name, upper(source.identity) \(all) AND upper(source.identity) IN (
                      SELECT upper(source.identity) \(all) GROUP BY 1 HAVING count(*) > 1)
                    ORDER BY device.name, device.id
                    """, arguments: Arguments(kinds + kinds)
            ).map { (id: $0[0] as Int64, name: $0[1] as String, serial: $0[2] as String) }
            return Dictionary(
                uniqueKeysWithValues: rows.map { row in
                    (row.id, rows.filter { $0.serial == row.serial && $0.id != row.id }.map(\.name))
                })
        }
    }

    /// Notes that a device was found again at another address.
    ///
    /// - Returns: whether it is still as it was when it was looked for.
    public func move(
        _ device: Device, field: String, to address: String, act: Act
    ) async throws(StoreFailure) -> Bool {
        try await file.write { database in
            let present = try database.device(id: device.id)
            guard present.fields == device.fields, present.isEnabled, let former = present.fields[field] else {
                return false
            }
            var fields = present.fields
            fields.set(field, address)
            try database.execute(
                sql: "UPDATE device SET fields = ?, next_run_at = ?, attention = NULL WHERE id = ?",
                arguments: [Column.text(fields), act.at, device.id])
            try database.recordHistory(
                .device(.moved(from: former, to: address)), of: device.name, act: act)
            return true
        }
    }
}

extension Database {
    fileprivate func bind(
        _ device: Device, to identity: String, field: String, sisters: [SisterKind], act: Act
    ) throws {
        var fields = device.fields
        fields.set(field, identity)
        _ = try adoptSource(kind: device.kind, identity: identity, name: device.name, sisters: sisters, for: device.id)
        let kept = try Row.fetchOne(
            self,
            sql: """
                SELECT source.id, device.name AS reader FROM source LEFT JOIN device ON device.source_id = source.id
                WHERE source.kind = ? AND source.identity = ?
                """, arguments: [device.kind, identity])
        let reader: String? = kept?["reader"]
        if let reader { throw DeviceFailure.identityTaken(by: reader) }
        let keptID: Int64? = kept?["id"]
        try execute(
            sql: "UPDATE device SET fields = ?, source_id = ? WHERE id = ?",
            arguments: [Column.text(fields), keptID ?? device.sourceID, device.id])
        if let keptID {
            // Punches that were kept of a device that was removed are its own again, and owed where it sends.
            for client in try hrClientIDs(ofDevice: device.id) {
                try owe(hrClient: client, sourceID: keptID, window: nil, now: act.at)
            }
            try execute(
                sql: "DELETE FROM source WHERE id = ? AND punch_count = 0", arguments: [device.sourceID])
        } else {
            try execute(
                sql: "UPDATE source SET identity = ? WHERE id = ?", arguments: [identity, device.sourceID])
        }
        try recordHistory(.device(.identified(serial: identity)), of: device.name, act: act)
    }

    private func hrClientIDs(ofDevice id: Int64) throws -> [Int64] {
        try Int64.fetchAll(
            self, sql: "SELECT hr_client_id FROM device_hr_client WHERE device_id = ? ORDER BY hr_client_id",
            arguments: [id])
    }
}
