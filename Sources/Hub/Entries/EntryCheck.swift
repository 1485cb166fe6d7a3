import Attendance
import ConnectorKit
import Foundation
import HRKit
import ProgramSettings
import Store
import SyncEngine

/// Where an entry came in.
public enum EntryDoor: Sendable {
    /// A command on this machine: whoever runs it owns what it touches.
    case machine
    /// A page or the API.
    case network
}

/// What a person entered for a device, before it is checked against the kind.
public struct DeviceEntry: Sendable {
    public var name: String
    public var kind: String
    public var values: FieldValues
    /// Nil keeps the device's zone, or takes Vietnam's for a new one.
    public var zone: Zone?
    public var syncFrom: LocalDate?
    /// Nil keeps the device's HR clients.
    public var hrClients: [String]?

    public init(
        name: String, kind: String, values: FieldValues, zone: Zone? = nil, syncFrom: LocalDate? = nil,
        hrClients: [String]? = nil
    ) {
        self.name = name
        self.kind = kind
        self.values = values
        self.zone = zone
        self.syncFrom = syncFrom
        self.hrClients = hrClients
    }
}

/// Entered values checked and split into what is shown and what is sealed.
struct CheckedFields {
    let open: FieldValues
    let sealed: FieldValues
    /// Secrets that were emptied.
    let dropped: [String]

    /// - Parameters:
    ///   - stored: what the device or client has, secrets included; overwritten by what was entered.
    ///   - entered: an empty value empties its field.
    static func merge(
        _ entered: FieldValues, over stored: FieldValues, _ check: (FieldValues) throws(FieldFailure) -> FieldValues,
        _ set: FieldSet
    ) throws -> (all: FieldValues, fields: CheckedFields) {
        let emptied = entered.names.filter { entered.all($0).allSatisfy(\.isEmpty) }
        let merged = stored.merging(entered).filter { !emptied.contains($0) || set[$0] == nil }
        let checked = try check(merged)
        let fields = CheckedFields(
            open: checked.filter { !set.isSecret($0) },
            sealed: checked.filter { set.isSecret($0) && entered[$0] != nil },
            dropped: emptied.filter { set.isSecret($0) })
        return (checked, fields)
    }
}

extension Engine {
    public func kind(device id: String) throws -> DeviceKind {
        guard let kind = deviceKinds[id] else {
            let known = deviceKinds.all.map(\.id).joined(separator: ", ")
            throw RequestFailure(
                en: "there is no kind “\(id)”; the kinds are \(known)",
                vi: "không có loại kết nối “\(id)”; các loại là \(known)")
        }
        return kind
    }

    public func kind(hr id: String) throws -> HRKind {
        guard let kind = hrKinds[id] else {
            let known = hrKinds.all.map(\.id).joined(separator: ", ")
            throw RequestFailure(
                en: "there is no HR kind “\(id)”; the kinds are \(known)",
                vi: "không có loại HR “\(id)”; các loại là \(known)")
        }
        return kind
    }

    /// Checks a device's entry, form only, over what an existing device has.
    public func draft(_ entry: DeviceEntry, over device: Device? = nil) async throws -> (
        draft: DeviceDraft, dropped: [String]
    ) {
        let kind = try kind(device: entry.kind)
        var stored = FieldValues()
        if let device, device.kind == entry.kind {
            stored = device.fields.merging((try? await store.devices.secrets(of: device)) ?? FieldValues())
        }
        // A further device of an account needs none of its secrets again.
        if let account = account(kind: kind.id, fields: stored.merging(entry.values)) {
            let known = (try? await store.devices.accountSecrets(kind: kind.id, identity: account.identity))
            stored = (known ?? FieldValues()).merging(stored)
        }
        let (all, fields) = try CheckedFields.merge(entry.values, over: stored, kind.checked, kind.fields)
        let settings = try await store.settings.current()
        let zone = entry.zone ?? device?.zone ?? settings.zone
        let policy = PolicyFields.policy(kind.policy, with: all)
        if let date = entry.syncFrom, date != device?.syncFrom {
            let now = now()
            try DateLimit.check(zone.startOfDay(date), policy: policy, now: now, zone: zone)
            guard zone.startOfDay(date) < now else {
                throw RequestFailure(
                    en: "sync from \(date) lies in the future", vi: "ngày bắt đầu đồng bộ \(date) ở tương lai")
            }
        }
        let draft = DeviceDraft(
            name: try Names.checked(entry.name), kind: entry.kind, identity: kind.identity(all), zone: zone,
            syncFrom: entry.syncFrom ?? device?.syncFrom, fields: fields.open, secrets: fields.sealed,
            periodSeconds: policy.periodSeconds,
            hrClients: entry.hrClients ?? device?.hrClients ?? [], account: account(kind: kind.id, fields: all),
            wallClockFollowsZone: kind.wallClockFollowsZone)
        return (draft, fields.dropped)
    }

    /// Checks an HR client's entry, form only.
    ///
    /// - Parameter door: where the entry came in: it decides which files a client may write.
    public func draft(
        hr name: String, kind id: String, _ values: FieldValues, over client: HRClient? = nil, by door: EntryDoor
    ) async throws -> (draft: HRClientDraft, dropped: [String]) {
        let kind = try kind(hr: id)
        var stored = FieldValues()
        if let client, client.kind == id {
            stored = client.fields.merging((try? await store.hrClients.secrets(of: client)) ?? FieldValues())
        }
        let (all, fields) = try CheckedFields.merge(values, over: stored, kind.checked, kind.fields)
        let folder = try await allowedFolder(kind, all, door)
        return (
            HRClientDraft(
                name: try Names.checked(name), kind: id, identity: kind.identity(all), fields: fields.open,
                secrets: fields.sealed, allowedFolder: folder), fields.dropped
        )
    }

    /// The folder that an entry on this machine allows; nil where it allows none.
    ///
    /// - Throws: `FieldFailure` for a file in a folder that nobody allowed, or in the data directory.
    private func allowedFolder(_ kind: HRKind, _ values: FieldValues, _ door: EntryDoor) async throws -> String? {
        guard let path = kind.file(values) else { return nil }
        let folders = try await fileFolders()
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard !folders.isOwn(folder) else {
            throw FieldFailure(
                field: "path",
                Phrase(
                    en: "of the data directory only \(folders.allowed[0]) is written",
                    vi: "trong thư mục dữ liệu chỉ ghi được vào \(folders.allowed[0])"))
        }
        switch door {
        case .machine: return folders.root(of: path) == folders.allowed[0] ? nil : folder
        case .network:
            guard folders.root(of: path) != nil else {
                throw FieldFailure(field: "path", folders.refusal(of: path))
            }
            return nil
        }
    }
}
