import ArgumentParser

struct HRCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hr", abstract: "HR clients that punches are delivered to.",
        subcommands: [
            HRKindsCommand.self, HRAddCommand.self, HRListCommand.self, HRShowCommand.self, HREditCommand.self,
            HREnableCommand.self, HRDisableCommand.self, HRRemoveCommand.self, HRTestCommand.self,
            HRMapCommand.self, HRUnmapCommand.self, HRMappingsCommand.self,
        ])
}
