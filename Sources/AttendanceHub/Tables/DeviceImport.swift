import Attendance
import ConnectorKit
import Spreadsheets
import Store
import SyncEngine
import Wire

/// What a table of devices would change: made and shown first, applied as a whole.
public struct DeviceImport: Sendable {
    /// What becomes of each row, in the file's order.
    public private(set) var rows: [ImportedRow] = []
    /// What the person should know of the table as a whole, with the number of the row of headings.
    public let header: (row: Int, warnings: [Phrase])

    /// As the person's file is called; empty where a program sent rows.
    public let fileName: String

    /// Devices of one file.
    static let mostRows = 10_000

    public var adding: [DeviceDraft] {
        rows.compactMap { if case .adding(let draft) = $0.outcome { draft } else { nil } }
    }

    public var editing: [(device: Device, draft: DeviceDraft)] {
        rows.compactMap { if case .editing(let device, let draft) = $0.outcome { (device, draft) } else { nil } }
    }

    /// Rows that cannot be imported, by their number in the file.
    public var bad: [(row: Int, reason: Phrase)] {
        rows.compactMap { if case .bad(let fault) = $0.outcome { ($0.number, fault.reason) } else { nil } }
    }

    /// What the person should look at in what can, by the number of the row.
    public var warnings: [(row: Int, warning: Phrase)] {
        header.warnings.map { (header.row, $0) }
            + rows.flatMap { row in row.warnings.map { (row.number, $0) } }
    }

    /// Checks every row; nothing is changed.
    ///
    /// - Parameters:
    ///   - dates: The order of day and month in dates that leave it open.
    ///   - fileName: As the person's file is called.
    /// - Throws: `RequestFailure` where the table as a whole cannot be understood; `CancellationError`.
    public init(
        _ table: [TableRow], dates order: DateOrder = .asFound, fileName: String = "", hub: Hub
    ) async throws {
        var rows = table.filter { row in !row.faults.isEmpty || row.cells.contains { !$0.asCell.isEmpty } }
        guard !rows.isEmpty else { throw RequestFailure(en: "the file is empty", vi: "tệp trống") }
        guard rows.count <= DeviceImport.mostRows + 1 else {
            let most = DeviceImport.mostRows.phrase
            throw RequestFailure(
                en: "the file has more than \(most.en) devices: split it",
                vi: "tệp có hơn \(most.vi) thiết bị: hãy chia nhỏ")
        }
        let kinds = hub.engine.deviceKinds
        let header = try ImportHeader(rows.removeFirst(), kinds)
        rows.removeAll { row in row.cells.allSatisfy(\.asCell.isEmpty) && header.fault(of: row) == nil }
        let contents = rows.map { ImportCells(cells: header.content(of: $0), kinds: kinds) }
        let dates = FileDates(contents.compactMap { $0.cells["sync-from"] }, order: order)
        let devices = try await hub.store.devices.all()
        var check = RowCheck(
            hub: hub, dates: dates, clients: Set(try await hub.store.hrClients.all().map(\.name)),
            identities: Dictionary(devices.map { ("\($0.kind)/\($0.identity)", $0.name) }) { first, _ in first })
        let named = Dictionary(devices.map { ($0.name.asSeen, $0) }) { first, _ in first }
        self.fileName = fileName.asCell.shortened
        self.header = (header.row, header.warnings)
        for (row, content) in zip(rows, contents) {
            try Task.checkCancellation()
            let existing = named[content.name]
            var warnings: [Phrase] = []
            let outcome: ImportedRow.Outcome
            do {
                outcome = try await check.outcome(of: row, header, content, existing, warnings: &warnings)
            } catch {
                outcome = .bad(ImportFault(error, in: header, kinds))
                warnings = []
            }
            self.rows.append(
                ImportedRow(
                    number: row.number, name: content.name.shortened, identity: content.identity(of: existing?.kind),
                    outcome: outcome, warnings: warnings))
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
}

/// Checks row after row against the devices that there are and the rows before.
private struct RowCheck {
    let hub: Hub
    let dates: FileDates
    /// Names of the HR clients.
    let clients: Set<String>
    /// Who reads what, by kind and identity.
    var identities: [String: String]
    /// Names of rows before, with their numbers.
    private var seen: [String: Int] = [:]

    init(hub: Hub, dates: FileDates, clients: Set<String>, identities: [String: String]) {
        self.hub = hub
        self.dates = dates
        self.clients = clients
        self.identities = identities
    }

    mutating func outcome(
        of row: TableRow, _ header: ImportHeader, _ content: ImportCells, _ existing: Device?,
        warnings: inout [Phrase]
    ) async throws -> ImportedRow.Outcome {
        if DeviceTemplate.isExample(content.name) {
            warnings.append(
                Phrase(
                    en: "an example row of the template was left out", vi: "bỏ qua dòng ví dụ của tệp mẫu"))
            return .example
        }
        if let fault = header.fault(of: row) { throw RequestFailure(fault.phrase) }
        if let lost = content.cells.sorted(by: { $0.key < $1.key }).first(where: { $0.value.hasLostLetters }) {
            throw ColumnFailure(
                lost.key,
                en:
                    "has letters that were lost before the file came here: save the original as “CSV UTF-8 (Comma delimited)” or .xlsx",
                vi:
                    "có chữ đã mất dấu trước khi tệp được gửi lên: hãy lưu lại tệp gốc thành “CSV UTF-8 (Comma delimited)” hoặc .xlsx"
            )
        }
        let entry = try content.entry(dates, over: existing, warnings: &warnings)
        if let first = seen[entry.name] {
            throw ColumnFailure(
                "name", en: "has “\(entry.name)” in row \(first) too: the name occurs twice",
                vi: "có “\(entry.name)” ở cả dòng \(first): tên bị lặp")
        }
        seen[entry.name] = row.number
        if let unknown = entry.hrClients?.first(where: { !clients.contains($0) }) {
            throw ColumnFailure(
                "hr-clients", en: "names “\(unknown)”, which is no HR client here",
                vi: "có “\(unknown)” không phải HRM client đã khai báo")
        }
        let (draft, _) = try await hub.draft(entry, over: existing)
        let identity = "\(draft.kind)/\(draft.identity)"
        if let owner = identities[identity], owner != draft.name {
            throw DeviceFailure.identityTaken(by: owner)
        }
        identities[identity] = draft.name
        return existing.map { .editing($0, draft) } ?? .adding(draft)
    }
}
