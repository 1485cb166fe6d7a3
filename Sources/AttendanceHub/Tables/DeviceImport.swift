import Attendance
import ConnectorKit
import Spreadsheets
import Store
import SyncEngine
import Wire

/// What a table of devices would change: made and shown first, applied as a whole.
public struct DeviceImport: Sendable {
    public private(set) var adding: [DeviceDraft] = []
    public private(set) var editing: [(device: Device, draft: DeviceDraft)] = []
    /// Rows that cannot be imported, by their number in the file.
    public private(set) var bad: [(row: Int, reason: Phrase)] = []
    /// What the person should look at in rows that can.
    public private(set) var warnings: [(row: Int, warning: Phrase)] = []

    /// Devices of one file.
    static let mostRows = 10_000

    /// Checks every row; nothing is changed.
    ///
    /// - Parameter dates: The order of day and month in dates that leave it open.
    /// - Throws: `RequestFailure` where the table as a whole cannot be understood; `CancellationError`.
    public init(_ table: [TableRow], dates order: DateOrder = .asFound, hub: Hub) async throws {
        var rows = table.filter { row in !row.faults.isEmpty || row.cells.contains { !$0.asCell.isEmpty } }
        guard !rows.isEmpty else { throw RequestFailure(en: "the file is empty", vi: "tệp trống") }
        guard rows.count <= DeviceImport.mostRows + 1 else {
            throw RequestFailure(
                en: "the file has more than \(DeviceImport.mostRows) devices: split it",
                vi: "tệp có hơn \(DeviceImport.mostRows) thiết bị: hãy chia nhỏ")
        }
        let kinds = hub.engine.deviceKinds
        let header = try DeviceImport.header(rows.removeFirst(), kinds)
        rows.removeAll { row in row.cells.allSatisfy(\.asCell.isEmpty) && DeviceImport.fault(of: row, header) == nil }
        let contents = rows.map { DeviceImport.content($0, header) }
        let dates = FileDates(contents.compactMap { $0["sync-from"] }, order: order)
        let devices = try await hub.store.devices.all()
        let clients = Set(try await hub.store.hrClients.all().map(\.name))
        var seen: Set<String> = []
        var identities = Dictionary(devices.map { ("\($0.kind)/\($0.identity)", $0.name) }) { first, _ in first }
        let named = Dictionary(devices.map { ($0.name.asSeen, $0) }) { first, _ in first }
        for (row, content) in zip(rows, contents) {
            try Task.checkCancellation()
            do {
                try DeviceImport.check(row, header, content)
                let existing = content["name"].flatMap { named[$0] }
                var warnings: [Phrase] = []
                let entry = try DeviceImport.entry(
                    content, dates, kinds: kinds, existing: existing, warnings: &warnings)
                guard seen.insert(entry.name).inserted else {
                    throw RequestFailure(en: "the name “\(entry.name)” occurs twice", vi: "tên “\(entry.name)” bị lặp")
                }
                if let unknown = entry.hrClients?.first(where: { !clients.contains($0) }) {
                    throw HRClientFailure.unknown(unknown)
                }
                let (draft, _) = try await hub.draft(entry, over: existing)
                let identity = "\(draft.kind)/\(draft.identity)"
                if let owner = identities[identity], owner != draft.name {
                    throw DeviceFailure.identityTaken(by: owner)
                }
                identities[identity] = draft.name
                if let existing { editing.append((existing, draft)) } else { adding.append(draft) }
                self.warnings += warnings.map { (row: row.number, warning: $0) }
            } catch {
                bad.append((row: row.number, reason: error.explained.phrase))
            }
        }
    }

    public func json(_ language: Language) -> [JSONValue.Member] {
        [
            JSONValue.Member("added", .array(adding.map { .string($0.name) })),
            JSONValue.Member("changed", .array(editing.map { .string($0.draft.name) })),
            JSONValue.Member(
                "bad", .array(bad.map { ["row": JSONValue($0.row), "error": .string($0.reason[language])] })),
            JSONValue.Member(
                "warnings",
                .array(warnings.map { ["row": JSONValue($0.row), "warning": .string($0.warning[language])] })),
        ]
    }

    private static func header(_ row: TableRow, _ kinds: DeviceKinds) throws -> [String] {
        if let fault = row.faults.first { throw RequestFailure(fault.phrase) }
        return try row.cells.map { cell in
            let heading = cell.asCell
            if heading.isEmpty { return "" }
            guard let column = DeviceTable.column(heading, kinds) else {
                let list = DeviceTable.columns(kinds).joined(separator: ", ")
                throw RequestFailure(
                    en: "there is no column “\(heading)”; the columns are \(list)",
                    vi: "không có cột “\(heading)”; các cột là \(list)")
            }
            return column
        }
    }

    /// The row's cells by their columns; what stands under no heading is nobody's.
    private static func content(_ row: TableRow, _ header: [String]) -> [String: String] {
        Dictionary(zip(header, row.cells.map(\.asCell)).filter { !$0.0.isEmpty }) { first, _ in first }
    }

    private static func fault(of row: TableRow, _ header: [String]) -> CellFault? {
        row.faults.first { header.indices.contains($0.column) && !header[$0.column].isEmpty }
    }

    /// Refuses a row with a cell of which nobody knows what it says.
    private static func check(_ row: TableRow, _ header: [String], _ content: [String: String]) throws {
        if let fault = fault(of: row, header) { throw RequestFailure(fault.phrase) }
        if let lost = content.first(where: { $0.value.hasLostLetters }) {
            throw RequestFailure(
                en:
                    "letters of “\(lost.key)” were lost before the file came here: save the original as “CSV UTF-8 (Comma delimited)” or .xlsx",
                vi:
                    "chữ có dấu ở cột “\(lost.key)” đã mất trước khi tệp được gửi lên: hãy lưu lại tệp gốc thành “CSV UTF-8 (Comma delimited)” hoặc .xlsx"
            )
        }
    }

    /// One row as an entry over what an existing device of that name has.
    private static func entry(
        _ row: [String: String], _ dates: FileDates, kinds: DeviceKinds, existing: Device?, warnings: inout [Phrase]
    ) throws -> DeviceEntry {
        guard let name = row["name"], !name.isEmpty else {
            throw RequestFailure(en: "the column “name” is empty", vi: "cột “name” trống")
        }
        if name.mayHaveLostLetters {
            warnings.append(
                Phrase(
                    en: "“\(name)” has a question mark inside a word: was a letter lost when the file was saved?",
                    vi: "“\(name)” có dấu hỏi giữa từ: có thể đã mất chữ khi lưu tệp?"))
        }
        guard let kindText = row["kind"].flatMap({ $0.isEmpty ? nil : $0 }) ?? existing?.kind else {
            throw RequestFailure(en: "the column “kind” is empty", vi: "cột “kind” trống")
        }
        let kindID = DeviceTable.kind(kindText, kinds)
        var entry = DeviceEntry(name: name, kind: kindID, values: FieldValues())
        if let text = row["time-zone"], !text.isEmpty {
            guard let zone = Zone(identifier: text) else {
                throw RequestFailure(en: "“\(text)” is not a time zone", vi: "“\(text)” không phải múi giờ")
            }
            entry.zone = zone
        }
        if let text = row["sync-from"], !text.isEmpty {
            let reading = try dates.read(text)
            entry.syncFrom = reading.date
            if let warning = reading.warning { warnings.append(warning) }
        }
        if let text = row["hr-clients"] {
            entry.hrClients = text.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
        }
        if let text = row[DeviceTable.tags] { entry.tags = try DeviceTags(typed: text) }
        let set = kinds[kindID]?.fields
        for (column, text) in row where !DeviceTable.fixed.contains(column) && column != DeviceTable.tags {
            let isSecret = set?.isSecret(column) ?? false
            // An empty secret keeps what the device has; a field of another kind is none of this row's.
            if text.isEmpty && (isSecret || set?[column] == nil) { continue }
            let parts = set?[column]?.isRepeatable == true ? text.split(separator: ";").map(\.trimmed) : [text]
            entry.values.set(column, all: parts.isEmpty ? [""] : parts)
        }
        return entry
    }
}
