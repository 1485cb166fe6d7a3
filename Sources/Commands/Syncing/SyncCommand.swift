import ArgumentParser
import Attendance
import AttendanceHub
import ProgramSettings
import Store
import SyncEngine
import Wire

struct SyncCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Fetch punches now, from named devices or from all.")

    @Argument(help: "Names or ids of devices.") var devices: [String] = []
    @Flag(help: "All enabled devices, each with its “sync all” window.") var all = false
    @OptionGroup var dates: DateOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard devices.isEmpty == all else { throw ValidationError("Name one or more devices, or give --all.") }
    }

    func run(_ session: Session) async throws {
        var chosen: [Device] = []
        if all {
            chosen = try await session.store.devices.all().filter(\.isEnabled)
        } else {
            for selector in devices { chosen.append(try await session.store.devices.find(selector)) }
        }
        let cause: RunCause = all ? .all : .device
        let request: SyncRequest =
            dates.from == nil && dates.to == nil
            ? .undated(cause) : .dated(from: dates.from, to: dates.to, cause: cause)
        let reports = await session.engine.sync(chosen, request, by: .command) { note in
            let share = note.expected.map { "/\($0)" } ?? ""
            Terminal.progress("\(note.device): \(note.fetched)\(share)")
        }
        Terminal.endProgress()
        let undelivered = await deliver(session, reports)
        if session.json {
            Terminal.print(["runs": .array(reports.map { $0.json(session.language) })])
        } else {
            for report in reports where report.ok { session.say(report.line) }
        }
        for report in reports {
            if let error = report.error { Terminal.complain("\(report.device): \(error[session.language])") }
        }
        for report in undelivered {
            if let error = report.error {
                session.note(
                    Phrase(
                        en: "\(report.hrClient): \(report.waiting) punches wait: ",
                        vi: "\(report.hrClient): \(report.waiting) bản ghi đang chờ: ") + error)
            }
        }
        if reports.contains(where: { !$0.ok }) { throw ExitCode(1) }
    }

    /// Push after sync, where the setting asks for it.
    private func deliver(_ session: Session, _ reports: [SyncReport]) async -> [PassReport] {
        guard (try? await session.store.settings.current().pushAfterSync) ?? false else { return [] }
        let names = Set(reports.flatMap(\.hrClients))
        let clients = ((try? await session.store.hrClients.all()) ?? []).filter {
            names.contains($0.name) && $0.isEnabled
        }
        return await session.engine.deliver(to: clients, .due, by: .command) { report in
            Terminal.progress("\(report.hrClient): \(report.delivered)")
        }.filter { $0.error != nil }
    }
}
