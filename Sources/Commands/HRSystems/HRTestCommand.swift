import ArgumentParser
import Attendance
import AttendanceHub
import HRKit
import Store
import SyncEngine
import Wire

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
                return Terminal.print([
                    "hr": .string(client.name), "ok": true, "detail": .string(detail[session.language]),
                ])
            }
            session.say(Phrase(verbatim: "✓ ") + detail)
        case .failure(let failure):
            if session.json {
                Terminal.print([
                    "hr": .string(client.name), "ok": false, "detail": .string(failure.phrase[session.language]),
                ])
            }
            throw session.fail(Phrase(verbatim: "\(client.name): ") + failure.phrase)
        }
    }
}
