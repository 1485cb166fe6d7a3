import ArgumentParser
import Attendance
import AttendanceHub
import Store
import Wire

struct HRRemoveCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a client. What it received is remembered.")

    @Argument(help: "Name or id.") var client: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.store.hrClients.find(client)
        try await session.hub.remove(client, act: session.act)
        if session.json { return Terminal.print(["removed": .string(client.name)]) }
        session.say(Phrase(en: "Removed “\(client.name)”.", vi: "Đã xóa “\(client.name)”."))
    }
}
