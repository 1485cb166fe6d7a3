import ArgumentParser
import Attendance
import AttendanceHub
import HRKit
import Store
import SyncEngine
import Wire

struct HRListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All HR clients and how they are.")

    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let clients = try await session.store.hrClients.all()
        if session.json {
            return Terminal.print(.array(try await session.hub.shapes(clients, session.language)))
        }
        var table = TextTable(
            session.language == .vi ? ["ID", "TÊN", "LOẠI", "TRẠNG THÁI"] : ["ID", "NAME", "KIND", "STATE"])
        for client in clients {
            table.append([String(client.id), client.name, client.kind, client.state[session.language]])
        }
        Terminal.print(table.text)
        for client in clients {
            if let attention = client.attention { Terminal.print("\n\(client.name): \(attention[session.language])") }
            guard let since = client.failingSince else { continue }
            let next = client.nextTry(try await session.store.deliveries.nextDue(client))
            session.say(
                Phrase(
                    en:
                        "\n\(client.name) has taken nothing since \(session.text(since)): \(client.failure?.en ?? "–"). Next try: \(session.text(next))",
                    vi:
                        "\n\(client.name) ngừng nhận bản ghi từ \(session.text(since)): \(client.failure?.vi ?? "–"). Lần thử tới: \(session.text(next))"
                ))
        }
    }
}
