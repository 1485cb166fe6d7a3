import ArgumentParser
import Attendance
import HRKit
import Store
import SyncEngine
import Wire

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
        session.json ? Console.print(value) : Console.print(members: value)
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
