import Attendance
import ConnectorKit
import Store
import SyncEngine
import Wire

/// What a table of devices would change: made and shown first, applied as a whole.
public struct DeviceImport: Sendable {
    public private(set) var adding: [DeviceDraft] = []
    public private(set) var editing: [(device: Device, draft: DeviceDraft)] = []
    /// Rows that cannot be imported, by their number in the file.
    public private(set) var bad: [(row: Int, reason: Phrase)] = []

    /// Checks every row; nothing is changed.
    ///
    /// - Throws: `Failure` where the table as a whole cannot be understood.
    public init(_ table: [[String]], engine: Engine) async throws {
        var rows = table
        guard !rows.isEmpty else { throw Failure(en: "the file is empty", vi: "tệp trống") }
        let header = try DeviceImport.header(rows.removeFirst(), engine.deviceKinds)
        let devices = try await engine.store.devices.all()
        let clients = Set(try await engine.store.hrClients.all().map(\.name))
        var seen: Set<String> = []
        var identities = Dictionary(devices.map { ("\($0.kind)/\($0.identity)", $0.name) }) { first, _ in first }
        for (index, cells) in rows.enumerated() {
            do {
                let row = Dictionary(zip(header, cells.map(\.trimmed)).filter { !$0.0.isEmpty }) { first, _ in first }
                let existing = devices.first { $0.name == row["name"] }
                let entry = try DeviceImport.entry(row, kinds: engine.deviceKinds, existing: existing)
                guard seen.insert(entry.name).inserted else {
                    throw Failure(en: "the name “\(entry.name)” occurs twice", vi: "tên “\(entry.name)” bị lặp")
                }
                if let unknown = entry.hrClients?.first(where: { !clients.contains($0) }) {
                    throw StoreError.noSuch(.hrClient, unknown)
                }
                let (draft, _) = try await engine.draft(entry, over: existing)
                let identity = "\(draft.kind)/\(draft.identity)"
                if let owner = identities[identity], owner != draft.name { throw StoreError.identityTaken(by: owner) }
                identities[identity] = draft.name
                if let existing { editing.append((existing, draft)) } else { adding.append(draft) }
            } catch {
                bad.append((row: index + 2, reason: Failure.phrase(of: error)))
            }
        }
    }

    /// Adds and changes, all or none.
    public func apply(to store: Store, actor: String, now: Instant) async throws(StoreError) {
        try await store.devices.apply(
            adding: adding, editing: editing.map { ($0.device, $0.draft) }, actor: actor, now: now)
    }

    public func json(_ language: Language) -> [JSONValue.Member] {
        [
            JSONValue.Member("added", .array(adding.map { .string($0.name) })),
            JSONValue.Member("changed", .array(editing.map { .string($0.draft.name) })),
            JSONValue.Member(
                "bad", .array(bad.map { ["row": JSONValue($0.row), "error": .string($0.reason[language])] })),
        ]
    }

    private static func header(_ cells: [String], _ kinds: DeviceKinds) throws -> [String] {
        try cells.map { cell in
            let heading = cell.trimmed
            if heading.isEmpty { return "" }
            guard let column = DeviceTable.column(heading, kinds) else {
                let list = DeviceTable.columns(kinds).joined(separator: ", ")
                throw Failure(
                    en: "there is no column “\(heading)”; the columns are \(list)",
                    vi: "không có cột “\(heading)”; các cột là \(list)")
            }
            return column
        }
    }

    /// One row as an entry over what an existing device of that name has.
    private static func entry(_ row: [String: String], kinds: DeviceKinds, existing: Device?) throws -> DeviceEntry {
        guard let name = row["name"], !name.isEmpty else {
            throw Failure(en: "the column “name” is empty", vi: "cột “name” trống")
        }
        guard let kindText = row["kind"].flatMap({ $0.isEmpty ? nil : $0 }) ?? existing?.kind else {
            throw Failure(en: "the column “kind” is empty", vi: "cột “kind” trống")
        }
        let kindID = DeviceTable.kind(kindText, kinds)
        var entry = DeviceEntry(name: name, kind: kindID, values: FieldValues())
        if let text = row["time-zone"], !text.isEmpty {
            guard let zone = Zone(identifier: text) else {
                throw Failure(en: "“\(text)” is no time zone", vi: "“\(text)” không phải múi giờ")
            }
            entry.zone = zone
        }
        if let text = row["sync-from"], !text.isEmpty {
            guard let date = LocalDate(text) ?? LocalDate(dayFirst: text) else {
                throw Failure(
                    en: "sync-from “\(text)” is no date like 2026-11-01",
                    vi: "sync-from “\(text)” không phải ngày dạng 2026-11-01")
            }
            entry.syncFrom = date
        }
        if let text = row["hr-clients"] {
            entry.hrClients = text.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
        }
        let set = kinds[kindID]?.fields
        for (column, text) in row where !DeviceTable.fixed.contains(column) {
            let isSecret = set?.isSecret(column) ?? false
            // An empty secret keeps what the device has; a field of another kind is none of this row's.
            if text.isEmpty && (isSecret || set?[column] == nil) { continue }
            let parts = set?[column]?.isRepeatable == true ? text.split(separator: ";").map(\.trimmed) : [text]
            entry.values.set(column, all: parts.isEmpty ? [""] : parts)
        }
        return entry
    }
}

extension LocalDate {
    /// Reads `dd/MM/yyyy`, as dates are written in Vietnam.
    public init?(dayFirst text: String) {
        let parts = text.trimmed.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count), parts[2].count == 4,
            let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
