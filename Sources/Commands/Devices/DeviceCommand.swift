import ArgumentParser
import Attendance
import ConnectorKit

struct DeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "Devices and vendor accounts that punches come from.",
        subcommands: [
            KindsCommand<DeviceKind>.self, DeviceAddCommand.self, DeviceListCommand.self, ShowCommand<Device>.self,
            DeviceEditCommand.self, EnableCommand<Device>.self, DisableCommand<Device>.self, DevicePauseCommand.self,
            DeviceResumeCommand.self, DeviceRemoveCommand.self,
            DeviceTestCommand.self, DeviceImportCommand.self, DeviceImportsCommand.self, DeviceExportCommand.self,
        ])
}
