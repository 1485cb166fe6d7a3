import ArgumentParser
import Attendance
import HRKit
import Server
import Store
import SyncEngine
import Wire

struct HRCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hr", abstract: "HR clients that punches are delivered to.",
        subcommands: [
            HRKindsCommand.self, HRAddCommand.self, HRListCommand.self, HRShowCommand.self, HREditCommand.self,
            HREnableCommand.self, HRDisableCommand.self, HRRemoveCommand.self, HRTestCommand.self,
        ])
}

struct HRKindsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinds", abstract: "Kinds of HR systems with their fields (* required, ! secret).")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let language = Language.ofTerminal
        if common.json {
            return Console.print(
                .array(
                    Kinds.hrSystems.all.map {
                        [
                            "kind": .string($0.id), "title": .string($0.title[language]),
                            "fields": $0.fields.json(language),
                        ]
                    }))
        }
        for kind in Kinds.hrSystems.all {
            Console.print("\(kind.id)  \(kind.title[language])\n\(kind.fields.listing(language))\n")
        }
    }
}

struct HRAddCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an HR client. Its fields are checked in form; nothing is sent.")

    @Argument(help: "The client's name.") var name: String
    @Option(help: "The kind; see rollcall hr kinds.") var kind: String
    @OptionGroup var fields: FieldOptions
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let (draft, _) = try await session.engine.draft(hr: name, kind: kind, try fields.values())
        let client = try await session.store.hrClients.add(draft, actor: "command", now: .now)
        if session.json { return Console.print(try await session.shape(client)) }
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
        let (draft, dropped) = try await session.engine.draft(
            hr: name ?? present.name, kind: kind ?? present.kind, try fields.values(), over: present)
        let edited = try await session.store.hrClients.edit(
            present, to: draft, droppingSecrets: dropped, actor: "command", now: .now)
        if session.json { return Console.print(try await session.shape(edited)) }
        session.say(Phrase(en: "Changed “\(edited.name)”.", vi: "Đã sửa “\(edited.name)”."))
    }
}

struct HRListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All HR clients and how they are.")

    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let clients = try await session.store.hrClients.all()
        if session.json { return Console.print(.array(clients.map { $0.json(session) })) }
        var table = TextTable(
            session.language == .vi ? ["ID", "TÊN", "LOẠI", "TRẠNG THÁI"] : ["ID", "NAME", "KIND", "STATE"])
        for client in clients {
            table.append([String(client.id), client.name, client.kind, client.state[session.language]])
        }
        Console.print(table.text)
        for client in clients {
            if let attention = client.attention { Console.print("\n\(client.name): \(attention[session.language])") }
        }
    }
}

struct HRShowCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "One HR client with its fields.")

    @Argument(help: "Name or id.") var client: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let value = try await session.shape(try await session.store.hrClients.find(client))
        if session.json { return Console.print(value) }
        guard case .object(let members) = value else { return }
        for member in members { Console.print("\(member.name.padding(18))\(member.value.line)") }
    }
}

struct HREnableCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "enable", abstract: "Deliver to a client again.")

    @Argument(help: "Name or id.") var client: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.store.hrClients.find(client)
        try await session.store.hrClients.setEnabled(true, client, actor: "command", now: .now)
    }
}

struct HRDisableCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "disable", abstract: "Stop delivering to a client.")

    @Argument(help: "Name or id.") var client: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.store.hrClients.find(client)
        try await session.store.hrClients.setEnabled(false, client, actor: "command", now: .now)
    }
}

struct HRRemoveCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a client. What it received is remembered.")

    @Argument(help: "Name or id.") var client: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.store.hrClients.find(client)
        try await session.store.hrClients.remove(client, actor: "command", now: .now)
        if session.json { return Console.print(["removed": .string(client.name)]) }
        session.say(Phrase(en: "Removed “\(client.name)”.", vi: "Đã xóa “\(client.name)”."))
    }
}

struct HRTestCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Ask the HR system something harmless with the client's credentials.")

    @Argument(help: "Name or id.") var client: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let client = try await session.store.hrClients.find(client)
        switch try await session.engine.test(client) {
        case .success(let detail):
            if session.json {
                return Console.print([
                    "hr": .string(client.name), "ok": true, "detail": .string(detail[session.language]),
                ])
            }
            session.say(Phrase(verbatim: "✓ ") + detail)
        case .failure(let failure):
            if session.json {
                Console.print([
                    "hr": .string(client.name), "ok": false, "detail": .string(failure.phrase[session.language]),
                ])
            }
            throw session.fail(Phrase(verbatim: "\(client.name): ") + failure.phrase)
        }
    }
}

extension HRClient {
    var state: Phrase {
        if !isEnabled { return Phrase(en: "disabled", vi: "vô hiệu") }
        if attention != nil { return Phrase(en: "needs attention", vi: "cần xử lý") }
        return failures > 0 ? Phrase(en: "retrying", vi: "đang thử lại") : Phrase(en: "fine", vi: "bình thường")
    }

    func json(_ session: Session) -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "kind": .string(kind), "enabled": .bool(isEnabled),
            "needsAttention": JSONValue(attention?[session.language]),
        ]
    }
}

extension Session {
    /// A client with its fields; of secrets only whether they are set.
    func shape(_ client: HRClient) async throws -> JSONValue {
        let names = try await store.hrClients.secretNames(of: client)
        let set = engine.hrKinds[client.kind]?.fields ?? FieldSet([])
        return client.json(self).adding("fields", client.fields.json(secretNames: names, of: set))
    }
}
