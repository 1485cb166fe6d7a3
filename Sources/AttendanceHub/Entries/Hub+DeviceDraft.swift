import Attendance
import ConnectorKit
import ProgramSettings
import Store
import SyncEngine

extension Hub {
    /// Checks a device's entry, form only, over what an existing device has.
    ///
    /// - Returns: the draft, and the secrets that were emptied.
    /// - Throws: `FieldFailure` of all that is wrong; `RequestFailure`, `StoreFailure`.
    func draft(_ entry: DeviceEntry, over device: Device? = nil) async throws -> (
        draft: DeviceDraft, dropped: [String]
    ) {
        let kind = try engine.deviceKinds.named(entry.kind)
        let stored = await stored(of: device, entry, kind)
        let fields = Result { () throws(FieldFailure) in
            try CheckedEntry(entry.name, entry.values, of: kind.kind, over: stored)
        }
        let settings = try await store.settings.current()
        let zone = entry.zone ?? device?.zone ?? settings.zone
        let policy = PolicyFields.policy(kind.policy, with: (try? fields.get().all) ?? entry.values)
        var found = FoundFailures()
        found.add(fields)
        for failure in entry.unread { found.add(failure) }
        if let date = entry.syncFrom, date != device?.syncFrom {
            found.add(Result { () throws(FieldFailure) in try check(date, in: zone, policy) })
        }
        // The store refuses a taken name by itself, but only once all else is right.
        if !found.all.isEmpty, let taken = try await store.devices.nameObjection(entry.name.asSeen.trimmed, for: device)
        {
            found.add(FieldFailure(field: taken.field, taken.phrase))
        }
        try found.end()
        let checked = try fields.get()
        let draft = DeviceDraft(
            name: checked.name, kind: kind.id, identity: checked.identity, zone: zone,
            syncFrom: entry.syncFrom ?? device?.syncFrom, fields: checked.open, secrets: checked.sealed,
            periodSeconds: policy.periodSeconds,
            hrClients: entry.hrClients ?? device?.hrClients ?? [], tags: entry.tags ?? device?.tags ?? .none,
            account: engine.account(kind: kind.id, fields: checked.all),
            recordedTime: kind.recordedTime, sisters: kind.sisters)
        return (draft, checked.dropped)
    }

    /// What a device has already, with what its account has.
    private func stored(of device: Device?, _ entry: DeviceEntry, _ kind: DeviceKind) async -> FieldValues {
        let stored = await kind.stored(of: device) { try await store.devices.secrets(of: $0) }
        // A further device of an account needs none of its secrets again.
        guard let account = engine.account(kind: kind.id, fields: stored.merging(entry.values)),
            let known = try? await store.devices.accountSecrets(kind: kind.id, identity: account.identity)
        else { return stored }
        return known.merging(stored)
    }

    private func check(_ date: LocalDate, in zone: Zone, _ policy: SyncPolicy) throws(FieldFailure) {
        let now = engine.now()
        do { try DateLimit.check(zone.startOfDay(date), policy: policy, now: now, zone: zone) } catch {
            throw FieldFailure(field: DeviceEntry.syncFromField, error.phrase)
        }
        guard zone.startOfDay(date) < now else {
            throw FieldFailure(
                field: DeviceEntry.syncFromField,
                Phrase(
                    en: "sync from \(date.written) lies in the future",
                    vi: "ngày bắt đầu đồng bộ \(date.written) ở tương lai"))
        }
    }
}
