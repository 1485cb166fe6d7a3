import ArgumentParser
import Attendance
import AttendanceHub
import ConnectorKit
import Store
import SyncEngine
import Wire

struct DeviceListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All devices and how they are.")

    @Flag(help: "Instead: terminals that call and that no device is entered for.") var unknown = false
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let strangers = try await session.store.terminals.strangers()
        if unknown { return list(strangers, session) }
        try await listDevices(session)
        guard !strangers.isEmpty else { return }
        guard session.json else { return list(strangers, session) }
        // The list of devices is an array, which has no place for them.
        session.note(
            Phrase(
                en: "\(strangers.count) unknown terminals call: see rollcall device list --unknown",
                vi: "Có \(strangers.count) máy chấm công lạ đang gọi đến: xem rollcall device list --unknown"))
    }

    private func list(_ strangers: [StrangeTerminal], _ session: Session) {
        if session.json { return Terminal.print(["unknown": .array(strangers.map { $0.json(in: session.zone) })]) }
        guard !strangers.isEmpty else {
            return session.say(Phrase(en: "No unknown terminal calls.", vi: "Không có máy chấm công lạ nào gọi đến."))
        }
        session.say(
            Phrase(
                en:
                    "\nUnknown terminals that call; nothing of their records is taken. Add one: rollcall device add NAME --kind \(strangers[0].kind) --set serial-number=\(strangers[0].serial)",
                vi:
                    "\nMáy chấm công lạ đang gọi đến; chưa nhận bản ghi nào. Thêm máy: rollcall device add TÊN --kind \(strangers[0].kind) --set serial-number=\(strangers[0].serial)"
            ))
        var table = TextTable(
            session.language == .vi
                ? ["SỐ SERI", "GỌI TỪ", "LẦN ĐẦU", "LẦN CUỐI", "THÔNG TIN"]
                : ["SERIAL", "CALLS FROM", "FIRST", "LAST", "SAYS"])
        for stranger in strangers {
            let says = [stranger.facts[.model], stranger.facts[.deviceType], stranger.facts[.firmware]]
            table.append([
                stranger.serial, stranger.address, session.text(stranger.firstAt), session.text(stranger.lastAt),
                says.compactMap { $0 }.joined(separator: ", "),
            ])
        }
        Terminal.print(table.text)
    }

    private func listDevices(_ session: Session) async throws {
        let devices = try await session.store.devices.all()
        let warnings = try await session.hub.warnings()
        if session.json {
            return Terminal.print(.array(devices.map { $0.json(warnings, session.language) }))
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
