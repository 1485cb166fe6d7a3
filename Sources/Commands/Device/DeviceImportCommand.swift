import ArgumentParser
import Attendance
import ConnectorKit
import Foundation
import Spreadsheets
import Store
import SyncEngine
import Wire

struct DeviceImportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add and change devices from a .csv or .xlsx file; all of it or, with a bad row, none.")

    @Argument(help: "The file.") var file: String
    @Flag(help: "Show what would happen.") var dryRun = false
    @Flag(help: "Import the good rows of a file with bad ones.") var skipBad = false
    @OptionGroup var common: CommonOptions

    private struct Plan {
        var adding: [DeviceDraft] = []
        var editing: [(Device, DeviceDraft)] = []
        var bad: [(row: Int, reason: Phrase)] = []
    }

    func run(_ session: Session) async throws {
        let plan = try await plan(session)
        let isRefused = !plan.bad.isEmpty && !skipBad
        if !dryRun && !isRefused {
            try await session.store.devices.apply(
                adding: plan.adding, editing: plan.editing, actor: "command", now: .now)
        }
        for (row, reason) in plan.bad {
            session.note(Phrase(en: "row \(row): ", vi: "dòng \(row): ") + reason)
        }
        if session.json {
            Console.print([
                "dryRun": .bool(dryRun), "imported": .bool(!dryRun && !isRefused),
                "added": .array(plan.adding.map { .string($0.name) }),
                "changed": .array(plan.editing.map { .string($0.1.name) }),
                "bad": .array(
                    plan.bad.map { ["row": JSONValue($0.row), "error": .string($0.reason[session.language])] }),
            ])
        } else if dryRun {
            session.say(
                Phrase(
                    en:
                        "Would add \(plan.adding.count), change \(plan.editing.count), \(plan.bad.count) bad rows. Nothing was changed.",
                    vi:
                        "Sẽ thêm \(plan.adding.count), sửa \(plan.editing.count), \(plan.bad.count) dòng lỗi. Chưa thay đổi gì."
                ))
        } else if !isRefused {
            session.say(
                Phrase(
                    en: "Added \(plan.adding.count), changed \(plan.editing.count).",
                    vi: "Đã thêm \(plan.adding.count), sửa \(plan.editing.count)."))
        }
        if isRefused {
            throw session.fail(
                Phrase(
                    en:
                        "\(plan.bad.count) bad rows: nothing was imported. Mend them, or import the others with --skip-bad.",
                    vi: "\(plan.bad.count) dòng lỗi: chưa nhập gì. Hãy sửa, hoặc nhập các dòng còn lại bằng --skip-bad."
                ))
        }
    }

    private func plan(_ session: Session) async throws -> Plan {
        var rows = try DeviceTableFile.read(file)
        guard !rows.isEmpty else { throw Failure(en: "the file is empty", vi: "tệp trống") }
        let header = rows.removeFirst().map { $0.trimmed.lowercased() }
        let known = DeviceTableFile.fixed + DeviceTableFile.fieldNames(session.engine.deviceKinds)
        if let stranger = header.first(where: { !known.contains($0) && !$0.isEmpty }) {
            let list = known.joined(separator: ", ")
            throw Failure(
                en: "there is no column “\(stranger)”; the columns are \(list)",
                vi: "không có cột “\(stranger)”; các cột là \(list)")
        }
        var plan = Plan()
        let devices = try await session.store.devices.all()
        let clients = Set(try await session.store.hrClients.all().map(\.name))
        var seen: Set<String> = []
        var identities = Dictionary(devices.map { ("\($0.kind)/\($0.identity)", $0.name) }) { first, _ in first }
        for (index, cells) in rows.enumerated() {
            do {
                let row = Dictionary(zip(header, cells.map(\.trimmed)).filter { !$0.0.isEmpty }) { first, _ in first }
                let existing = devices.first { $0.name == row["name"] }
                let entry = try DeviceTableFile.entry(row, kinds: session.engine.deviceKinds, existing: existing)
                guard seen.insert(entry.name).inserted else {
                    throw Failure(en: "the name “\(entry.name)” occurs twice", vi: "tên “\(entry.name)” bị lặp")
                }
                if let unknown = entry.hrClients?.first(where: { !clients.contains($0) }) {
                    throw StoreError.noSuch(.hrClient, unknown)
                }
                let (draft, _) = try await session.engine.draft(entry, over: existing)
                let identity = "\(draft.kind)/\(draft.identity)"
                if let owner = identities[identity], owner != draft.name { throw StoreError.identityTaken(by: owner) }
                identities[identity] = draft.name
                if let existing { plan.editing.append((existing, draft)) } else { plan.adding.append(draft) }
            } catch {
                plan.bad.append((row: index + 2, reason: Failure.phrase(of: error)))
            }
        }
        return plan
    }
}

struct DeviceExportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the device list to a .csv or .xlsx file, without secrets.")

    @Argument(help: "The file.") var file: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let devices = try await session.store.devices.all()
        let fields = DeviceTableFile.fieldNames(session.engine.deviceKinds)
        let rows = [DeviceTableFile.fixed + fields] + devices.map { DeviceTableFile.row($0, fields: fields) }
        do {
            if file.lowercased().hasSuffix(".xlsx") {
                let writer = try XLSXWriter(path: file)
                for row in rows { try writer.append(row) }
                try writer.close()
            } else if file.lowercased().hasSuffix(".csv") {
                let text = rows.map(CSV.line).joined()
                guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8)) else {
                    throw SpreadsheetError.cannotWrite(reason: String(cString: strerror(errno)))
                }
            } else {
                throw DeviceTableFile.wrongType(file)
            }
        } catch let error as SpreadsheetError {
            throw Failure(en: "\(file): \(error.phrase.en)", vi: "\(file): \(error.phrase.vi)")
        }
        if session.json { return Console.print(["exported": JSONValue(devices.count), "file": .string(file)]) }
        session.say(
            Phrase(
                en: "Wrote \(devices.count) devices to \(file).", vi: "Đã ghi \(devices.count) thiết bị vào \(file)."))
    }
}
