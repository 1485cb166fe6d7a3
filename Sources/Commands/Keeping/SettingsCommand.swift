import ArgumentParser
import Attendance
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
            return Console.print(
                .object(
                    settings.listed.map { name, value in
                        JSONValue.Member(
                            name.camelCased,
                            Int64(value).map { .integer($0) } ?? Bool(value).map { .bool($0) } ?? .string(value))
                    }))
        }
        for (name, value) in settings.listed { Console.print("\(name.padding(20))\(value)") }
    }
}

struct SettingsSetCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "set", abstract: "Change one setting.")

    @Argument(help: "The setting.") var key: String
    @Argument(help: "Its value.") var value: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        try await session.store.settings.set(key, value, actor: "command", now: .now)
    }
}

extension String {
    /// `auto-sync-minutes` as a JSON key: `autoSyncMinutes`.
    var camelCased: String {
        let words = split(separator: "-")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
