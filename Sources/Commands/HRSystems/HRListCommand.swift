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
            let nextTry = client.nextTry(try await session.store.deliveries.nextDue(client))
            if let outage = HROutage(client, nextTry: nextTry) {
                Terminal.print("\n" + outage.sentence { session.text($0) }[session.language])
            } else if let attention = client.attention {
                Terminal.print("\n\(client.name): \(attention[session.language])")
            }
        }
    }
}
