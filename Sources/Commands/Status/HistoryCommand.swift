import ArgumentParser
import Attendance
import AttendanceHub
import Store
import Wire

struct HistoryCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What the program and people did, newest first.")

    @Option(help: "At most so many entries.") var limit = 100
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    func run(_ session: Session) async throws {
        let entries = try await session.store.history.entries(limit: limit)
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
