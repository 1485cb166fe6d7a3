import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import ProgramSettings
import Store
import Wire

/// Terminals that push and that no device is entered for.
struct TerminalOperations: Sendable {
    let terminals: TerminalRepository
    let settings: SettingsRepository

    var operations: [Operation] {
        [
            Operation(
                .get, "/unknown-terminals", .devicesRead, "listUnknownTerminals",
                "Terminals that call with a serial number that no device has, those that called last first",
                reply: .json(
                    .ok,
                    .page(
                        .object([
                            .init("serial", .string()), .init("kind", .string()), .init("address", .string()),
                            .init("firstCallAt", .time), .init("lastCallAt", .time),
                            .init("calls", .integer(0...Int64.max)), .init("facts", .map(.string())),
                        ])))
            ) { _ in
                let zone = try await settings.current().zone
                return .page(try await terminals.strangers().map { $0.json(in: zone) })
            }
        ]
    }
}
