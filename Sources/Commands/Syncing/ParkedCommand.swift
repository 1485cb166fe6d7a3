import ArgumentParser
import Attendance
import AttendanceHub
import Store
import SyncEngine
import Wire

struct ParkedCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "parked", abstract: "Parked and rejected punches, and why.")

    @Option(help: "Only of this HR client.") var hr: String?
    @Flag(help: "Send them once more now.") var retry = false
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        if retry {
            let clients = try await session.clients(hr)
            return try session.show(
                await session.engine.deliver(to: clients, .retryParked, by: .command))
        }
        let client = try await session.client(hr)
        var rows: [(punch: StoredPunch, delivery: Delivery)] = []
        var position: PunchCursor?
        repeat {
            let page = try await session.store.deliveries.parked(client, after: position)
            rows += page.parked
            position = page.next
        } while position != nil && rows.count < 100_000
        if session.json {
            return Terminal.print(.array(rows.map { $0.delivery.json(parked: $0.punch, session.language) }))
        }
        guard !rows.isEmpty else {
            return session.say(
                Phrase(en: "Nothing is parked or rejected.", vi: "Không có bản ghi tạm giữ hay bị từ chối."))
        }
        var table = TextTable(
            session.language == .vi
                ? ["ID", "HRM CLIENT", "TRẠNG THÁI", "MÃ", "TÊN", "THỜI GIAN", "LÝ DO"]
                : ["ID", "HR CLIENT", "STATE", "CODE", "NAME", "TIME", "REASON"])
        for row in rows {
            table.append([
                String(row.punch.id), row.delivery.hrClient, row.delivery.state.label[session.language], row.punch.code,
                row.punch.personName, row.punch.local.description, row.delivery.reason?[session.language] ?? "",
            ])
        }
        Terminal.print(table.text)
    }
}
