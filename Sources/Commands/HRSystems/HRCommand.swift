import ArgumentParser
import Attendance
import HRKit

struct HRCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hr", abstract: "HR clients that punches are delivered to.",
        subcommands: [
            KindsCommand<HRKind>.self, HRAddCommand.self, HRListCommand.self, ShowCommand<HRClient>.self,
            HREditCommand.self,
            EnableCommand<HRClient>.self, DisableCommand<HRClient>.self, HRRemoveCommand.self, HRTestCommand.self,
            HRMapCommand.self, HRUnmapCommand.self, HRMappingsCommand.self,
        ])
}
