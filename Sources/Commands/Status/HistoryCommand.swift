import ArgumentParser
import Attendance
import AttendanceHub
import Store
import Wire

struct HistoryCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What the program and people did, newest first.")

    @Option(help: "Only of this device.") var device: String?
    @Option(help: "Only this event (device.added) or group (devices, hr-clients, people …).") var event: String?
    @Option(
        name: .customLong("actor"), help: "Only what this person, token (“token NAME”) or part of the program did.")
    var who: String?
    @OptionGroup var dates: DateOptions
    @Option(help: "At most so many entries.") var limit = 100
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    func run(_ session: Session) async throws {
        let bounds = dates.bounds(in: session.zone)
        var filter = HistoryFilter(
            events: try event.map { try HistoryFilter.Events(named: $0) }, actor: who.map { Actor(stored: $0) },
            from: bounds.from,
            to: bounds.to)
        if let device {
            // One that was removed is known by its name alone.
            filter.device = (try? await session.store.devices.find(device))?.name ?? device.asSeen
        }
        let entries = try await session.store.history.entries(filter, limit: limit)
        if session.json {
            return Terminal.print(.array(entries.map { $0.json(session.language) }))
        }
        for entry in entries {
            Terminal.print(
                "\(session.text(entry.at))  \(entry.actor.name.padding(10))\(entry.event.padding(22))\(entry.subject): \(entry.detail[session.language])"
            )
        }
    }
}
