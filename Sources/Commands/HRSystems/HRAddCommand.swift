import ArgumentParser
import Attendance
import AttendanceHub
import Store

struct HRAddCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an HR client. Its fields are checked in form; nothing is sent.")

    @Argument(help: "The client's name.") var name: String
    @Option(help: "The kind; see rollcall hr kinds.") var kind: String
    @OptionGroup var fields: FieldOptions
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let entry = HRClientEntry(name: name, kind: kind, values: try fields.values(), by: .machine)
        let client = try await session.hub.add(entry, act: session.act)
        if session.json { return Terminal.print(try await session.hub.shape(client, session.language)) }
        session.say(
            Phrase(
                en: "Added “\(client.name)” (\(client.kind)). Attach it to a device with --hr “\(client.name)”.",
                vi: "Đã thêm “\(client.name)” (\(client.kind)). Gắn vào thiết bị bằng --hr “\(client.name)”."))
    }
}

struct HREditCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change an HR client. What is not given stays; FIELD= empties a field.")

    @Argument(help: "Name or id.") var client: String
    @Option(help: "A new name.") var name: String?
    @Option(help: "Another kind; no field is carried over.") var kind: String?
    @OptionGroup var fields: FieldOptions
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let present = try await session.store.hrClients.find(client)
        let entry = HRClientEntry(
            name: name ?? present.name, kind: kind ?? present.kind, values: try fields.values(), by: .machine)
        let edited = try await session.hub.edit(present, to: entry, act: session.act)
        if session.json { return Terminal.print(try await session.hub.shape(edited, session.language)) }
        session.say(Phrase(en: "Changed “\(edited.name)”.", vi: "Đã sửa “\(edited.name)”."))
    }
}
