import ArgumentParser
import Attendance
import AttendanceHub
import Store
import Wire

struct DeviceAddCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a device. Its fields are checked in form; nothing is sent.")

    @Argument(help: "The device's name.") var name: String
    @Option(help: "The connection type; see rollcall device kinds.") var kind: String
    @OptionGroup var fields: FieldOptions
    @Option(help: ArgumentHelp("An HR client that gets its punches; repeatable.", valueName: "client")) var hr:
        [String] = []
    @Option(help: "A word that groups devices, such as a site; repeatable.") var tag: [String] = []
    @Option(help: "The device's time zone; the setting time-zone by default.") var timeZone: Zone?
    @Option(help: ArgumentHelp("Fetch from this date on.", valueName: "date")) var syncFrom: LocalDate?
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let entry = DeviceEntry(
            name: name, kind: kind, values: try fields.values(), zone: timeZone, syncFrom: syncFrom, hrClients: hr,
            tags: try DeviceTags(tag))
        let device = try await session.hub.add(entry, act: session.act)
        if session.json { return Terminal.print(try await session.hub.shape(device, session.language)) }
        session.say(
            Phrase(
                en:
                    "Added “\(device.name)” (\(device.kind)). Next: rollcall device test “\(device.name)”, then rollcall sync.",
                vi:
                    "Đã thêm “\(device.name)” (\(device.kind)). Tiếp theo: rollcall device test “\(device.name)”, rồi rollcall sync."
            ))
        if device.punchCount > 0 {
            session.say(
                Phrase(
                    en: "It adopts \(device.punchCount) punches that were kept.",
                    vi: "Thiết bị nhận lại \(device.punchCount) bản ghi đã lưu."))
        }
    }
}

struct DeviceEditCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change a device. What is not given stays; FIELD= empties a field.")

    @Argument(help: "Name or id.") var device: String
    @Option(help: "A new name.") var name: String?
    @Option(help: "Another connection type; no field is carried over.") var kind: String?
    @OptionGroup var fields: FieldOptions
    @Option(help: ArgumentHelp("The HR clients that get its punches; replaces the list.", valueName: "client"))
    var hr: [String] = []
    @Flag(help: "Detach all HR clients.") var noHr = false
    @Option(help: "A word that groups devices; replaces the list.") var tag: [String] = []
    @Flag(help: "Take all tags off.") var noTags = false
    @Option(help: "The device's time zone.") var timeZone: Zone?
    @Option(help: ArgumentHelp("The next run fetches from this date to now.", valueName: "date")) var syncFrom:
        LocalDate?
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let present = try await session.store.devices.find(device)
        let entry = DeviceEntry(
            name: name ?? present.name, kind: kind ?? present.kind, values: try fields.values(), zone: timeZone,
            syncFrom: syncFrom, hrClients: noHr ? [] : hr.isEmpty ? nil : hr,
            tags: noTags ? DeviceTags.none : tag.isEmpty ? nil : try DeviceTags(tag))
        let edited = try await session.hub.edit(present, to: entry, act: session.act)
        if session.json { return Terminal.print(try await session.hub.shape(edited, session.language)) }
        session.say(Phrase(en: "Changed “\(edited.name)”.", vi: "Đã sửa “\(edited.name)”."))
    }
}
