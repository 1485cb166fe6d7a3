import Attendance
import Database
import Sealing

/// Devices as people configure them.
public struct DeviceRepository: Sendable {
    let file: StoreFile

    public func all() async throws(StoreFailure) -> [Device] {
        try await file.read { try $0.devices("ORDER BY device.id") }
    }

    /// Ids and names alone, by name: for choices.
    public func names() async throws(StoreFailure) -> [(id: Int64, name: String)] {
        try await file.read {
            try Row.fetchAll($0, sql: "SELECT id, name FROM device ORDER BY name").map { ($0[0], $0[1]) }
        }
    }

    /// By name, else by id.
    public func find(_ selector: String) async throws(StoreFailure) -> Device {
        try await file.read { try $0.device(selector) }
    }

    /// By id alone: for addresses, where a name that looks like a number must not step in between.
    public func find(id: String) async throws(StoreFailure) -> Device {
        try await file.read { database in
            guard let number = Int64(id), let device = try database.devices("WHERE device.id = ?", [number]).first
            else { throw DeviceFailure.unknown(id) }
            return device
        }
    }

    public func secrets(of device: Device) async throws(StoreFailure) -> FieldValues {
        try await file.read { try $0.deviceSecrets(device.id, key: file.key) }
    }

    /// The names of the secret fields that are set.
    public func secretNames(of device: Device) async throws(StoreFailure) -> [String] {
        try await file.read { database in
            let own = try SecretBox(owner: .device, id: device.id, key: nil).names(in: database)
            let shared = try database.credentials(ofDevice: device.id, key: nil).names(in: database)
            return Set(own + shared).sorted()
        }
    }

    /// Replaces secrets of the device itself.
    public func keepSecrets(_ values: FieldValues, of device: Device) async throws(StoreFailure) {
        try await file.write { try SecretBox(owner: .device, id: device.id, key: file.key).store(values, in: $0) }
    }

    /// Adds a device. Punches that the store kept of the same source are its own from now on.
    ///
    /// - Parameter client: an HR client that is made with it: both or neither.
    /// - Throws: `NameTakenFailure`, `DeviceFailure.identityTaken`, `HRClientFailure.unknown`, as `refused`.
    public func add(
        _ draft: DeviceDraft, withNew client: HRClientDraft? = nil, act: Act
    ) async throws(StoreFailure) -> Device {
        try await file.write { database in
            if let client { try database.addHRClient(besideDevice: client, key: file.key, act: act) }
            return try database.addDevice(draft, key: file.key, act: act)
        }
    }

    /// Stores an edit. Another identity makes the device read another source; a new *sync from* makes the next
    /// run fetch from there; whatever needed attention is tried again at once.
    ///
    /// - Parameters:
    ///   - droppedSecrets: secret fields that the edit empties.
    ///   - client: an HR client that is made with it: both or neither.
    public func edit(
        _ device: Device, to draft: DeviceDraft, droppingSecrets droppedSecrets: [String] = [],
        withNew client: HRClientDraft? = nil, act: Act
    ) async throws(StoreFailure) -> Device {
        try await file.write { database in
            if let client { try database.addHRClient(besideDevice: client, key: file.key, act: act) }
            return try database.editDevice(
                device, draft, key: file.key, droppedSecrets: droppedSecrets, act: act)
        }
    }

    /// Adds and edits many, all or none.
    public func apply(
        adding: [DeviceDraft], editing: [(Device, DeviceDraft)], act: Act
    ) async throws(StoreFailure) {
        let edits = editing.map { Edit(device: $0.0, draft: $0.1) }
        try await file.write { database in
            for edit in edits {
                _ = try database.editDevice(
                    edit.device, edit.draft, key: file.key, droppedSecrets: [], act: act)
            }
            for draft in adding { _ = try database.addDevice(draft, key: file.key, act: act) }
        }
    }

    private struct Edit: Sendable {
        let device: Device
        let draft: DeviceDraft
    }

    /// Removes the device; its punches stay with their source unless `withPunches`.
    ///
    /// - Returns: how many punches were removed.
    public func remove(
        _ device: Device, withPunches: Bool, act: Act
    ) async throws(StoreFailure) -> Int {
        try await file.write { database in
            try database.removeDevice(device, withPunches: withPunches, act: act)
        }
    }

    // MARK: The schedule

    /// Enabled devices whose next run is due, the longest waiting first.
    ///
    /// - Parameter withoutOwnPeriod: whether devices that follow `auto-sync-minutes` are meant too.
    public func due(now: Instant, withoutOwnPeriod: Bool) async throws(StoreFailure) -> [Device] {
        try await file.read {
            try $0.devices(
                """
                WHERE enabled = 1 AND paused = 0 AND next_run_at <= ? AND (period_seconds IS NOT NULL OR ?)
                ORDER BY next_run_at, device.id
                """, [now, withoutOwnPeriod])
        }
    }

    /// When the next device is due; nil when there is none.
    public func nextDue(withoutOwnPeriod: Bool) async throws(StoreFailure) -> Instant? {
        try await file.read {
            try Instant.fetchOne(
                $0,
                sql: """
                    SELECT min(next_run_at) FROM device
                    WHERE enabled = 1 AND paused = 0 AND (period_seconds IS NOT NULL OR ?)
                    """, arguments: [withoutOwnPeriod])
        }
    }

    public func setNextRun(_ instant: Instant, _ device: Device) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(sql: "UPDATE device SET next_run_at = ? WHERE id = ?", arguments: [instant, device.id])
        }
    }
}

extension Database {
    func devices(_ clause: String, _ arguments: Arguments = []) throws -> [Device] {
        let rows = try Row.fetchAll(self, sql: "\(Device.select) \(clause)", arguments: arguments)
        guard !rows.isEmpty else { return [] }
        var clients: [Int64: [String]] = [:]
        let ids = rows.count <= 100 ? rows.map { $0["id"] as Int64 } : []
        let narrowed = ids.isEmpty ? "" : "WHERE link.device_id IN (\(Database.marks(ids.count)))"
        let links = try Row.fetchAll(
            self,
            sql: """
                SELECT link.device_id, hr_client.name FROM device_hr_client link
                JOIN hr_client ON hr_client.id = link.hr_client_id \(narrowed) ORDER BY hr_client.id
                """, arguments: Arguments(ids))
        for link in links { clients[link[0], default: []].append(link[1]) }
        let runs = try Row.fetchAll(
            self,
            sql: """
                SELECT sync_run.* FROM device JOIN sync_run ON sync_run.id = device.last_run_id
                \(narrowed.replacing("link.device_id", with: "device.id"))
                """, arguments: Arguments(ids)
        ).map(SyncRun.init)
        let lastRuns = Dictionary(runs.map { ($0.deviceID, $0) }) { first, _ in first }
        // Most devices share a zone, whose rules are dear to make.
        var zones: [String: Zone] = [:]
        return rows.map { row in
            let id: Int64 = row["id"]
            let name: String = row["time_zone"]
            let zone = zones[name] ?? Zone(identifier: name) ?? .vietnam
            zones[name] = zone
            return Device(row, in: zone, lastRun: lastRuns[id], hrClients: clients[id] ?? [])
        }
    }

    func device(_ selector: String) throws -> Device {
        if let name = try spelling(of: selector, in: "device"), let device = try devices("WHERE name = ?", [name]).first
        {
            return device
        }
        if let id = Int64(selector.asSeen.trimmed), let device = try devices("WHERE device.id = ?", [id]).first {
            return device
        }
        throw DeviceFailure.unknown(selector)
    }

    func device(id: Int64) throws -> Device {
        guard let device = try devices("WHERE device.id = ?", [id]).first else {
            throw DeviceFailure.unknown(String(id))
        }
        return device
    }

    /// - Throws: `NewClientFailure`, so that nobody takes the client's name for the device's.
    func addHRClient(besideDevice draft: HRClientDraft, key: SealingKey?, act: Act) throws {
        do { _ = try addHRClient(draft, key: key, act: act) } catch let failure as NameTakenFailure {
            throw NewClientFailure(of: failure)
        }
    }

    func addDevice(
        _ draft: DeviceDraft, key: SealingKey?, act: Act
    ) throws -> Device {
        let sourceID = try source(
            kind: draft.kind, identity: draft.identity, name: draft.name, sisters: draft.sisters, for: nil)
        if let objection = try objection(to: draft, of: sourceID, for: nil) { throw objection }
        let id = try insert(
            sql: """
                INSERT INTO device (name, kind, source_id, time_zone, fields, created_at, sync_from,
                  sync_from_pending, period_seconds, next_run_at, tags)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """,
            arguments: [
                draft.name, draft.kind, sourceID, draft.zone.identifier, Column.text(draft.fields), act.at,
                draft.syncFrom?.description, draft.syncFrom != nil, draft.periodSeconds, act.at,
                Column.text(draft.tags),
            ])
        try place(draft.secrets, ofDevice: id, kind: draft.kind, account: draft.account, leads: false, key: key)
        try attach(draft.hrClients, toDevice: id, sourceID: sourceID, now: act.at)
        try meetStranger(kind: draft.kind, identity: draft.identity, asDevice: id)
        let kept = try Int.fetchOne(self, sql: "SELECT punch_count FROM source WHERE id = ?", arguments: [sourceID])
        try recordHistory(.device(.added(kind: draft.kind, adopted: kept ?? 0)), of: draft.name, act: act)
        return try device(id: id)
    }

    func editDevice(
        _ device: Device, _ draft: DeviceDraft, key: SealingKey?, droppedSecrets: [String], act: Act
    ) throws -> Device {
        let sourceID = try source(
            kind: draft.kind, identity: draft.identity, name: draft.name, sisters: draft.sisters, for: device.id)
        if let objection = try objection(to: draft, of: sourceID, for: device.id) { throw objection }
        let change = DeviceChange(of: device, to: draft, reading: sourceID)
        try execute(
            sql: """
                UPDATE device SET name = ?, kind = ?, source_id = ?, time_zone = ?, fields = ?, sync_from = ?,
                  sync_from_pending = CASE WHEN ? THEN TRUE WHEN ? IS NULL THEN FALSE ELSE sync_from_pending END,
                  period_seconds = ?, next_run_at = ?, tags = ?, failures = 0, attention = NULL,
                  revision = revision + 1
                WHERE id = ?
                """,
            arguments: [
                draft.name, draft.kind, sourceID, draft.zone.identifier, Column.text(draft.fields),
                draft.syncFrom?.description, change.asksForHistory, draft.syncFrom?.description, draft.periodSeconds,
                act.at, Column.text(draft.tags), device.id,
            ])
        try forgetImportedSecrets(ofDevice: device.id)
        let box = SecretBox(owner: .device, id: device.id, key: key)
        if change.dropsSecrets {
            try box.remove(from: self)
            try leaveAccount(device.id)
        }
        try place(draft.secrets, ofDevice: device.id, kind: draft.kind, account: draft.account, leads: true, key: key)
        if !droppedSecrets.isEmpty {
            try box.remove(keeping: try box.names(in: self).filter { !droppedSecrets.contains($0) }, from: self)
            try credentials(ofDevice: device.id, key: key).drop(droppedSecrets, in: self)
        }
        if change.isOtherSource {
            try execute(
                sql: """
                    UPDATE device SET first_sync_done = 0, complete_from = NULL, complete_up_to = NULL,
                      late_read_up_to = NULL, unread_from = NULL, unread_to = NULL, last_success_at = NULL
                    WHERE id = ?
                    """, arguments: [device.id])
            try forgetTerminal(ofDevice: device.id)
            try forgetFacts(ofDevice: device.id)
        }
        if change.isOtherSource || draft.kind != device.kind {
            try execute(
                sql: "UPDATE sync_run SET checkpoint = NULL WHERE device_id = ?", arguments: [device.id])
            try meetStranger(kind: draft.kind, identity: draft.identity, asDevice: device.id)
        }
        try attach(draft.hrClients, toDevice: device.id, sourceID: sourceID, formerly: device.sourceID, now: act.at)
        if let kept = change.reinterprets { try reinterpret(sourceID, in: draft.zone, keeping: kept) }
        try recordHistory(.device(.edited), of: draft.name, act: act)
        return try self.device(id: device.id)
    }

    func removeDevice(_ device: Device, withPunches: Bool, act: Act) throws -> Int {
        try SecretBox(owner: .device, id: device.id, key: nil).remove(from: self)
        try leaveAccount(device.id)
        try forgetImportedSecrets(ofDevice: device.id)
        try execute(sql: "UPDATE device_import_row SET device_id = NULL WHERE device_id = ?", arguments: [device.id])
        try execute(sql: "UPDATE source SET last_name = ? WHERE id = ?", arguments: [device.name, device.sourceID])
        try execute(sql: "DELETE FROM device WHERE id = ?", arguments: [device.id])
        let removed = withPunches ? try removePunches(ofSource: device.sourceID, before: nil) : 0
        try recordHistory(.device(.removed(punches: withPunches ? removed : nil)), of: device.name, act: act)
        return removed
    }

    private func objection(to draft: DeviceDraft, of sourceID: Int64, for id: Int64?) throws -> (any Failure)? {
        let namesake = try namesake(draft.name, of: id)
        let reader = try Row.fetchOne(
            self, sql: "SELECT id, name FROM device WHERE source_id = ?", arguments: [sourceID])
        return draft.objection(for: id, namesake: namesake, reader: reader.map { (id: $0["id"], name: $0["name"]) })
    }

    /// Sets the HR clients of a device. A new one is owed every punch that the source has; what a departing one
    /// has not received is no longer owed to it.
    ///
    /// - Parameter owesAll: the source is another one: those that stay are owed its punches too.
    private func attach(
        _ names: [String], toDevice deviceID: Int64, sourceID: Int64, formerly former: Int64? = nil, now: Instant
    ) throws {
        let former = former ?? sourceID
        let wanted = try Set(names.map { try hrClient($0).id })
        let present = try Set(
            Int64.fetchAll(
                self, sql: "SELECT hr_client_id FROM device_hr_client WHERE device_id = ?", arguments: [deviceID]))
        for id in present.subtracting(wanted) {
            try execute(
                sql: "DELETE FROM device_hr_client WHERE device_id = ? AND hr_client_id = ?",
                arguments: [deviceID, id])
            try execute(
                sql: """
                    DELETE FROM delivery WHERE hr_client_id = ? AND state <> 1
                    AND punch_id IN (SELECT id FROM punch WHERE source_id IN (?, ?))
                    """, arguments: [id, sourceID, former])
        }
        for id in wanted.subtracting(present).sorted() {
            try execute(
                sql: "INSERT INTO device_hr_client (device_id, hr_client_id) VALUES (?, ?)",
                arguments: [deviceID, id])
        }
        for id in sourceID != former ? wanted : wanted.subtracting(present) {
            try owe(hrClient: id, sourceID: sourceID, window: nil, now: now)
        }
    }

    /// A zone correction re-interprets, it never duplicates: what the records tell stays, the rest follows it.
    private func reinterpret(_ sourceID: Int64, in zone: Zone, keeping kept: RecordedTime) throws {
        guard kept == .instant else { return try moveInstants(sourceID, to: zone) }
        var offsets = OffsetCache(zone)
        var seen = PunchOffsets()
        let update = try cachedStatement(sql: "UPDATE punch SET local_time = ?, offset_seconds = ? WHERE id = ?")
        let rows = try Row.fetchCursor(
            self, sql: "SELECT id, at FROM punch WHERE source_id = ? ORDER BY at", arguments: [sourceID])
        while let row = try rows.next() {
            let at: Instant = row["at"]
            let id: Int64 = row["id"]
            let offset = offsets.offset(at: at)
            seen.note(offset)
            try update.execute(arguments: [offsets.local(at: at).description, offset, id])
        }
        try seen.store(in: self)
        try recount(sourceID: sourceID)
    }

    private func moveInstants(_ sourceID: Int64, to zone: Zone) throws {
        let update = try cachedStatement(sql: "UPDATE punch SET at = ?, offset_seconds = ? WHERE id = ?")
        let rows = try Row.fetchAll(
            self, sql: "SELECT id, local_time FROM punch WHERE source_id = ? ORDER BY id", arguments: [sourceID])
        var seen = PunchOffsets()
        for row in rows {
            let (id, text): (Int64, String) = (row["id"], row["local_time"])
            guard let local = LocalTime(text) else { continue }
            let at = zone.instant(of: local)
            let offset = zone.offset(at: at)
            seen.note(offset)
            try update.execute(arguments: [at, offset, id])
        }
        try seen.store(in: self)
        try execute(
            sql: "UPDATE source SET latest_punch_at = (SELECT max(at) FROM punch WHERE source_id = ?1) WHERE id = ?1",
            arguments: [sourceID])
        try recount(sourceID: sourceID)
    }
}
