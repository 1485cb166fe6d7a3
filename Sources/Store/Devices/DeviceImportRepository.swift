import Attendance
import Database
import Sealing

/// Lists of devices that were imported: applied as a whole, and put back device by device.
public struct DeviceImportRepository: Sendable {
    let file: StoreFile

    /// What an import does to one device that there is.
    public struct Change: Sendable {
        let device: Device
        let draft: DeviceDraft

        public init(of device: Device, to draft: DeviceDraft) {
            self.device = device
            self.draft = draft
        }
    }

    /// Adds and changes devices, all or none, and keeps what they were before.
    ///
    /// - Parameter fileName: as the person's file was called; empty where a program sent rows.
    /// - Throws: as `add` and `edit`; `DeviceFailure.editedMeanwhile` where a device is not what it was when the change was
    ///   made, as `refused`.
    /// - Returns: the import's id, which its entries in the history carry.
    public func apply(
        adding: [DeviceDraft], changing: [Change], fileName: String, act: Act
    ) async throws(StoreFailure) -> Int64 {
        try await file.write { database in
            let id = try database.insert(
                sql: """
                    INSERT INTO device_import (at, actor, file_name, added, changed) VALUES (?, ?, ?, ?, ?) RETURNING id
                    """,
                arguments: [act.at, act.by.name, fileName.storable, adding.count, changing.count])
            let act = act.asPart(ofImport: id)
            try database.recordHistory(
                .deviceImport(.applied(added: adding.count, changed: changing.count)), of: fileName, act: act)
            for change in changing { try database.apply(change, ofImport: id, key: file.key, act: act) }
            for draft in adding {
                let device = try database.addDevice(draft, key: file.key, act: act)
                _ = try database.noteImported(device, ofImport: id, former: nil, newSecrets: [])
            }
            return id
        }
    }

    /// A page of past imports, newest first, behind the one with the id `before`, where one is given.
    public func page(
        before id: Int64?, limit: Int
    ) async throws(StoreFailure) -> (imports: [PastImport], next: Int64?) {
        let found = try await file.read { database in
            try Row.fetchAll(
                database, sql: "\(PastImport.select) WHERE device_import.id < ? ORDER BY device_import.id DESC LIMIT ?",
                arguments: [id ?? .max, limit]
            ).map(PastImport.init)
        }
        return (found, found.count == limit ? found.last?.id : nil)
    }

    /// One past import with its devices, in the order in which they were changed.
    ///
    /// - Throws: `ImportUndoFailure.unknown`, as `refused`.
    public func find(_ id: String) async throws(StoreFailure) -> (found: PastImport, devices: [PastImportedDevice]) {
        try await file.read { database in
            guard let number = Int64(id),
                let found = try Row.fetchOne(
                    database, sql: "\(PastImport.select) WHERE device_import.id = ?", arguments: [number]
                ).map(PastImport.init)
            else { throw ImportUndoFailure.unknown(id) }
            let devices = try Row.fetchAll(
                database, sql: "\(PastImportedDevice.select) WHERE line.import_id = ? ORDER BY line.id",
                arguments: [number]
            ).map(PastImportedDevice.init)
            return (found, devices)
        }
    }

    /// Puts one device back to what it was before its import: one that was added is removed, its source's punches are kept.
    ///
    /// - Parameter former: makes the draft of what a changed device was, from what it is, from all secrets that it had, and
    ///   from the names of its former HR clients that are still there.
    /// - Throws: `ImportUndoFailure.state` where the device is no longer what the import left, and what stands against the
    ///   edit, as `refused`.
    public func undo(
        _ line: PastImportedDevice, act: Act,
        former: @escaping @Sendable (Device, PastImportedDevice, FieldValues, [String]) throws -> DeviceDraft
    ) async throws(StoreFailure) {
        try await file.write { database in
            // What was shown may be old: somebody else may be undoing the same.
            let present = try Row.fetchOne(
                database, sql: "\(PastImportedDevice.select) WHERE line.id = ?", arguments: [line.id]
            ).map(PastImportedDevice.init)
            guard let present, let deviceID = present.deviceID else { throw ImportUndoFailure.state(.removed) }
            guard present.state == .undoable else { throw ImportUndoFailure.state(present.state) }
            let device = try database.device(id: deviceID)
            let act = act.asPart(ofImport: present.importID)
            if let was = present.former {
                let box = SecretBox(owner: .deviceImport, id: present.id, key: file.key)
                let kept = try box.load(from: database)
                let secrets = try database.deviceSecrets(deviceID, key: file.key)
                    .filter { was.kind == device.kind && !present.newSecrets.contains($0) }.merging(kept)
                let clients = try was.hrClients.compactMap { try database.hrClientName($0) }
                var draft = try former(device, present, secrets, clients)
                draft.secrets = kept
                _ = try database.editDevice(
                    device, draft, key: file.key, droppedSecrets: present.newSecrets, act: act)
            } else {
                _ = try database.removeDevice(device, withPunches: false, act: act)
            }
            try database.execute(
                sql: "UPDATE device_import_row SET undone_at = ? WHERE id = ?", arguments: [act.at, present.id])
        }
    }
}

extension Database {
    fileprivate func apply(
        _ change: DeviceImportRepository.Change, ofImport id: Int64, key: SealingKey?, act: Act
    ) throws {
        let former = try device(id: change.device.id)
        guard former.revision == change.device.revision else { throw DeviceFailure.editedMeanwhile(former.name) }
        // Of another kind nothing is kept of the former one; else only what the draft replaces.
        let isOtherKind = former.kind != change.draft.kind
        let stored = (try? deviceSecrets(former.id, key: key)) ?? FieldValues()
        let replaced = stored.filter { isOtherKind || change.draft.secrets[$0] != nil }
        let clients = try Int64.fetchAll(
            self, sql: "SELECT hr_client_id FROM device_hr_client WHERE device_id = ? ORDER BY hr_client_id",
            arguments: [former.id])
        let device = try editDevice(change.device, change.draft, key: key, droppedSecrets: [], act: act)
        let line = try noteImported(
            device, ofImport: id,
            former: PastImportedDevice.Former(
                kind: former.kind, zone: former.zone, syncFrom: former.syncFrom, fields: former.fields,
                hrClients: clients, tags: former.tags),
            newSecrets: isOtherKind ? [] : change.draft.secrets.names.filter { stored[$0] == nil })
        if !replaced.names.isEmpty {
            try SecretBox(owner: .deviceImport, id: line, key: key).store(replaced, in: self)
        }
    }

    /// - Returns: the id of what is kept of the device.
    fileprivate func noteImported(
        _ device: Device, ofImport id: Int64, former: PastImportedDevice.Former?, newSecrets: [String]
    ) throws -> Int64 {
        let names = FieldValues(Dictionary(uniqueKeysWithValues: newSecrets.map { ($0, [""]) }))
        return try insert(
            sql: """
                INSERT INTO device_import_row (import_id, device_id, name, revision, punch_count, former, fields,
                  new_secrets)
                SELECT ?, id, name, revision, ?, ?, ?, ? FROM device WHERE id = ? RETURNING id
                """,
            arguments: [
                id, device.punchCount, former?.stored, Column.text(device.fields), Column.text(names), device.id,
            ])
    }

    fileprivate func hrClientName(_ id: Int64) throws -> String? {
        try String.fetchOne(
            self, sql: "SELECT name FROM hr_client WHERE id = ? AND removed_at IS NULL", arguments: [id])
    }

    /// A device was edited or removed: what an import had kept of its secrets is of no use any more.
    func forgetImportedSecrets(ofDevice id: Int64) throws {
        let lines = try Int64.fetchAll(
            self, sql: "SELECT id FROM device_import_row WHERE device_id = ?", arguments: [id])
        for line in lines { try SecretBox(owner: .deviceImport, id: line, key: nil).remove(from: self) }
    }
}
