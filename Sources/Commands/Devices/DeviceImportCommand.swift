import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import Store
import SyncEngine
import Wire

struct DeviceImportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add and change devices from a .csv, .xlsx or HTML .xls file; all of it or, with a bad row, none.")

    @Argument(help: "The file.") var file: String
    @Flag(help: "Show what would happen.") var dryRun = false
    @Flag(help: "Import the good rows of a file with bad ones.") var skipBad = false
    @Option(help: "The order in dates like 11/1/2026: day-first or month-first; without it, what the file shows.")
    var dates: DateOrder = .asFound
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let plan = try await DeviceImport(
            DeviceTable.read(path: file), dates: dates, fileName: URL(filePath: file).lastPathComponent,
            hub: session.hub)
        let isRefused = !plan.bad.isEmpty && !skipBad
        if !dryRun && !isRefused { try await session.hub.apply(plan, act: session.act) }
        for (row, reason) in plan.bad {
            session.note(Phrase(en: "row \(row): ", vi: "dòng \(row): ") + reason)
        }
        for (row, warning) in plan.warnings {
            session.note(Phrase(en: "row \(row): ", vi: "dòng \(row): ") + warning)
        }
        if session.json {
            Terminal.print(
                .object(
                    [
                        JSONValue.Member("dryRun", .bool(dryRun)),
                        JSONValue.Member("imported", .bool(!dryRun && !isRefused)),
                    ] + plan.json(session.language)))
        } else if dryRun {
            session.say(
                Phrase(
                    en:
                        "Would add \(plan.adding.count), change \(plan.editing.count), \(plan.bad.count) bad rows. Nothing was changed.",
                    vi:
                        "Sẽ thêm \(plan.adding.count), sửa \(plan.editing.count), \(plan.bad.count) dòng lỗi. Chưa thay đổi gì."
                ))
        } else if !isRefused {
            let (added, changed) = (plan.adding.count.phrase, plan.editing.count.phrase)
            session.say(
                Phrase(
                    en: "Added \(added.en), changed \(changed.en).",
                    vi: "Đã thêm \(added.vi), sửa \(changed.vi)."))
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
}

extension DateOrder: ExpressibleByArgument {}

struct DeviceExportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the device list to a .csv or .xlsx file, without secrets.")

    @Argument(help: "The file.") var file: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let devices = try await session.store.devices.all()
        try DeviceTable.write(DeviceTable.rows(devices, session.engine.deviceKinds), path: file)
        if session.json { return Terminal.print(["exported": JSONValue(devices.count), "file": .string(file)]) }
        session.say(
            Phrase(
                en: "Wrote \(devices.count) devices to \(file).", vi: "Đã ghi \(devices.count) thiết bị vào \(file)."))
    }
}
