import ArgumentParser

struct DeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "Devices and vendor accounts that punches come from.",
        subcommands: [
            DeviceKindsCommand.self, DeviceAddCommand.self, DeviceListCommand.self, DeviceShowCommand.self,
            DeviceEditCommand.self, DeviceEnableCommand.self, DeviceDisableCommand.self, DevicePauseCommand.self,
            DeviceResumeCommand.self, DeviceRemoveCommand.self,
            DeviceTestCommand.self, DeviceImportCommand.self, DeviceExportCommand.self,
        ])
}
