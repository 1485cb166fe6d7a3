import ArgumentParser
import Attendance
import AttendanceHub
import ConnectorKit
import Store
import SyncEngine
import Wire

struct DeviceListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All devices and how they are.")

    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let devices = try await session.store.devices.all()
        let warnings = try await session.hub.warnings()
        if session.json {
            return Terminal.print(.array(devices.map { $0.json(warnings.of($0), session.language) }))
        }
        guard !devices.isEmpty else {
            return session.say(
                Phrase(
                    en: "No device yet. See rollcall device kinds, then rollcall device add.",
                    vi: "Chưa có thiết bị. Xem rollcall device kinds, rồi rollcall device add."))
        }
        var table = TextTable(
            session.language == .vi
                ? ["ID", "TÊN", "LOẠI", "TRẠNG THÁI", "BẢN GHI", "MỚI NHẤT", "ĐẦY ĐỦ ĐẾN", "HRM CLIENT"]
                : ["ID", "NAME", "KIND", "STATE", "PUNCHES", "LATEST", "COMPLETE UP TO", "HR CLIENTS"])
        for device in devices {
            table.append([
                String(device.id), device.name, device.kind, device.state[session.language], String(device.punchCount),
                session.text(device.latestPunchAt, in: device.zone), session.text(device.completeUpTo, in: device.zone),
                device.hrClients.joined(separator: ", "),
            ])
        }
        Terminal.print(table.text)
        for device in devices {
            if let attention = device.attention {
                Terminal.print("\n\(device.name): \(attention[session.language])")
            }
            if let text = warnings.of(device).paragraph(session.language) {
                Terminal.print("\n\(device.name): \(text)")
            }
        }
    }
}

extension JSONValue {
    /// A value in one line for a person.
    var line: String {
        switch self {
        case .null: "–"
        case .bool(let value): value ? "true" : "false"
        case .array(let values): values.map(\.line).joined(separator: ", ")
        case .object(let members): members.map { "\($0.name)=\($0.value.line)" }.joined(separator: "  ")
        default: text ?? ""
        }
    }
}
