import ArgumentParser
import Foundation

/// The command line. Folders mirror what the commands are for.
public struct RollcallCommand: AsyncParsableCommand {
    public static let version = "0.1.0"

    public static let configuration = CommandConfiguration(
        commandName: "rollcall",
        abstract: "Every clock-in/out record of your attendance devices, in your HR system, once.",
        version: version,
        subcommands: [
            ServeCommand.self, DemoCommand.self, DeviceCommand.self, HRCommand.self, SyncCommand.self,
            PunchesCommand.self, PushCommand.self, ParkedCommand.self, TraceCommand.self, StatusCommand.self,
            HistoryCommand.self, SettingsCommand.self, CleanCommand.self, BackupCommand.self, RestoreCommand.self,
            DiscoverCommand.self, UnbindCommand.self, UserCommand.self, CompanyCommand.self, APITokenCommand.self,
        ])

    public init() {}

    /// Parses the process's arguments and runs the command they name.
    public static func start() async {
        // A reader that goes away (`| head`) ends the output, not the program with a signal.
        signal(SIGPIPE, SIG_IGN)
        await main(CommonOptions.afterCommand(Array(CommandLine.arguments.dropFirst())))
    }
}
