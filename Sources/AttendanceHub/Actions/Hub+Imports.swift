import Attendance
import ConnectorKit
import Store
import SyncEngine

/// What came of undoing an import.
public struct ImportUndo: Sendable {
    /// Devices that were put back.
    public internal(set) var undone = 0
    /// Devices that stay as they are, each with why.
    public internal(set) var kept: [(name: String, reason: Phrase)] = []
}

extension Hub {
    /// Adds and changes the devices of a table, all or none.
    ///
    /// - Returns: the import's id, by which it can be undone.
    /// - Throws: what stands against a device now, as `refused`: the table may have been looked at a while ago.
    @discardableResult
    public func apply(_ plan: DeviceImport, act: Act) async throws(StoreFailure) -> Int64 {
        let id = try await store.deviceImports.apply(
            adding: plan.adding,
            changing: plan.editing.map { DeviceImportRepository.Change(of: $0.device, to: $0.draft) },
            fileName: plan.fileName, act: act)
        wakeDeliveries()
        return id
    }

    /// Puts the devices of an import back to what they were: those that it added are removed, those that it changed get
    /// their former values and secrets. Each device by itself: one that has changed since stays as it is, and is told of.
    ///
    /// - Throws: `ImportUndoFailure.unknown`, as `refused`; `StoreFailure`.
    public func undo(importWithID id: String, act: Act) async throws -> ImportUndo {
        let (found, devices) = try await store.deviceImports.find(id)
        let open = devices.filter { $0.state != .undone }
        var result = ImportUndo()
        // The newest first: what was added last stands in nobody's way.
        for device in open.reversed() {
            do {
                try await undo(device, act: act)
                result.undone += 1
            } catch StoreFailure.refused(let failure) {
                result.kept.append((device.name, failure.phrase))
            } catch let failure as RequestFailure {
                result.kept.append((device.name, failure.phrase))
            }
        }
        if result.undone > 0 {
            let act = act.asPart(ofImport: found.id)
            try await store.history.record(
                .deviceImport(.undone(devices: result.undone, kept: result.kept.count)), of: found.fileName, act: act)
            wakeDeliveries()
        }
        result.kept.reverse()
        return result
    }

    private func undo(_ line: PastImportedDevice, act: Act) async throws {
        guard line.state == .undoable, let deviceID = line.deviceID else {
            throw StoreFailure.refused(ImportUndoFailure.state(line.state))
        }
        // A run that is under way would store punches of a device that is gone.
        guard let lock = try store.lock(.device(deviceID)) else {
            throw RequestFailure(
                en: "is being synced: undo again in a moment", vi: "đang được đồng bộ: hãy hoàn tác lại sau giây lát")
        }
        defer { withExtendedLifetime(lock) {} }
        try await store.deviceImports.undo(line, act: act) { [engine] device, line, secrets, clients in
            try engine.draft(of: device, beforeImport: line, secrets: secrets, hrClients: clients)
        }
    }
}

extension Engine {
    /// What a device was before an import.
    ///
    /// - Parameter secrets: all that it had.
    /// - Throws: `RequestFailure` where this version does not know its kind.
    fileprivate func draft(
        of device: Device, beforeImport line: PastImportedDevice, secrets: FieldValues, hrClients: [String]
    ) throws(RequestFailure) -> DeviceDraft {
        let former = line.former
        let kind = try deviceKinds.stored(former?.kind ?? device.kind)
        let fields = line.fields(over: device.fields, ofKind: device.kind)
        let all = fields.merging(secrets)
        return DeviceDraft(
            name: device.name, kind: kind.id, identity: kind.identity(all), zone: former?.zone ?? device.zone,
            syncFrom: former?.syncFrom, fields: fields, secrets: FieldValues(),
            periodSeconds: PolicyFields.policy(kind.policy, with: all).periodSeconds, hrClients: hrClients,
            tags: former?.tags ?? device.tags, account: account(kind: kind.id, fields: all),
            recordedTime: kind.recordedTime, sisters: kind.sisters)
    }
}
