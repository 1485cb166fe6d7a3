import ArgumentParser
import Attendance
import AttendanceHub
import ProgramSettings
import Store
import Wire

struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Settings of the whole program.",
        subcommands: [SettingsShowCommand.self, SettingsSetCommand.self],
        defaultSubcommand: SettingsShowCommand.self)
}

struct SettingsShowCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "All settings.")

    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let settings = try await session.store.settings.current()
        if session.json {
            return Terminal.print(settings.json)
        }
        for (name, value) in settings.listed { Terminal.print("\(name.padding(20))\(value)") }
    }
}

struct SettingsSetCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "set", abstract: "Change one setting.")

    @Argument(help: "The setting.") var key: String
    @Argument(help: "Its value.") var value: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        try await session.store.settings.set(key, value, act: session.act)
    }
}
