import ArgumentParser
import Attendance
import AttendanceHub
import Store
import SyncEngine
import Wire

struct PushCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Deliver now what waits; with dates, everything in them that a client has not received.")

    @Option(help: "Only punches of this device.") var device: String?
    @Option(help: "Only to this HR client.") var hr: String?
    @OptionGroup var dates: DateOptions
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let device = try await session.device(device)
        var clients = try await session.clients(hr)
        if let device, hr == nil { clients = clients.filter { device.hrClients.contains($0.name) } }
        let bounds = dates.bounds(in: device?.zone ?? session.zone)
        let scope = DeliveryScope(sourceID: device?.sourceID, from: bounds.from, to: bounds.to)
        let reports = await session.engine.deliver(to: clients, .push(scope), by: .command) { report in
            Terminal.progress("\(report.hrClient): \(report.delivered)")
        }
        Terminal.endProgress()
        try session.show(reports)
    }
}

extension Session {
    /// Prints how passes went; exit status 1 when one ended early.
    func show(_ reports: [PassReport]) throws {
        if json {
            Terminal.print(["hrClients": .array(reports.map { $0.json(language) })])
        } else {
            for report in reports {
                say(Phrase(verbatim: "\(report.hrClient): ") + report.line)
            }
        }
        for report in reports {
            if let error = report.error { Terminal.complain("\(report.hrClient): \(error[language])") }
        }
        if reports.contains(where: { $0.error != nil }) { throw ExitCode(1) }
    }
}
