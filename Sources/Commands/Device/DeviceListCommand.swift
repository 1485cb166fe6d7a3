import ArgumentParser
import Attendance
import ConnectorKit
import Store
import SyncEngine
import Wire

struct DeviceListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All devices and how they are.")

    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let devices = try await session.store.devices.all()
        if session.json { return Console.print(.array(devices.map { $0.json(session.language) })) }
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
        Console.print(table.text)
        for device in devices {
            if let attention = device.attention {
                Console.print("\n\(device.name): \(attention[session.language])")
            }
        }
    }
}

struct DeviceShowCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "One device with its fields.")

    @Argument(help: "Name or id.") var device: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let device = try await session.store.devices.find(device)
        let value = try await session.shape(device)
        session.json ? Console.print(value) : Console.print(members: value)
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

extension Device {
    var state: Phrase {
        if !isEnabled { return Phrase(en: "disabled", vi: "vô hiệu") }
        if attention != nil { return Phrase(en: "needs attention", vi: "cần xử lý") }
        if failures > 0 { return Phrase(en: "retrying", vi: "đang thử lại") }
        return lastRun == nil ? Phrase(en: "new", vi: "mới") : Phrase(en: "fine", vi: "bình thường")
    }

    func json(_ language: Language) -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "kind": .string(kind), "identity": .string(identity),
            "enabled": .bool(isEnabled), "timeZone": .string(zone.identifier),
            "syncFrom": JSONValue(syncFrom?.description), "hrClients": .array(hrClients.map { .string($0) }),
            "punchCount": .integer(Int64(punchCount)), "latestPunchAt": JSONValue(latestPunchAt.map(zone.rfc3339)),
            "lastRun": lastRun.map { run in
                [
                    "at": .string(zone.rfc3339(run.endedAt ?? run.startedAt)), "ok": run.ok.map { .bool($0) } ?? .null,
                    "error": JSONValue(run.error?[language]), "fetched": JSONValue(run.fetched),
                    "new": JSONValue(run.new),
                ]
            } ?? .null,
            "completeFrom": JSONValue(completeFrom.map(zone.rfc3339)),
            "completeUpTo": JSONValue(completeUpTo.map(zone.rfc3339)),
            "needsAttention": JSONValue(attention?[language]), "nextRunAt": .string(zone.rfc3339(nextRunAt)),
        ]
    }
}

extension Session {
    /// A device with its fields; of secrets only whether they are set.
    func shape(_ device: Device) async throws -> JSONValue {
        let names = try await store.devices.secretNames(of: device)
        let set = engine.deviceKinds[device.kind]?.fields ?? FieldSet([])
        return device.json(language).adding("fields", device.fields.json(secretNames: names, of: set))
    }
}
