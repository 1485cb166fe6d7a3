import ArgumentParser
import Attendance
import Store
import Wire

struct HREnableCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "enable", abstract: "Deliver to a client again.")

    @Argument(help: "Name or id.") var client: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.store.hrClients.find(client)
        try await session.store.hrClients.setEnabled(true, client, act: session.act)
    }
}

struct HRDisableCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "disable", abstract: "Stop delivering to a client.")

    @Argument(help: "Name or id.") var client: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.store.hrClients.find(client)
        try await session.store.hrClients.setEnabled(false, client, act: session.act)
    }
}

struct HRRemoveCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a client. What it received is remembered.")

    @Argument(help: "Name or id.") var client: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.store.hrClients.find(client)
        try await session.store.hrClients.remove(client, act: session.act)
        if session.json { return Terminal.print(["removed": .string(client.name)]) }
        session.say(Phrase(en: "Removed “\(client.name)”.", vi: "Đã xóa “\(client.name)”."))
    }
}
