import Access
import Attendance
import AttendanceHub
import Hummingbird
import ProgramSettings
import Store
import Wire

/// What HR has received of a code under other codes, as a page and as a file.
struct ReceivedPages: Pages {
    let mappings: CodeMappingRepository
    let clients: HRClientRepository
    let settings: SettingsRepository

    var routes: [Route] {
        [
            Route(.get, "/parked/received", .permission(.punchesRead), show),
            Route(.get, "/parked/received/export.csv", .permission(.punchesRead), export),
        ]
    }

    private func since(_ visit: Visit) -> Instant? {
        Int64(visit.query("since")).map(Instant.init(milliseconds:))
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let client = try await clients.find(id: visit.query("hr"))
        let (code, since) = (visit.query("code"), since(visit))
        let receipts = try await mappings.receipts(of: code, client: client, since: since)
        let model = ReceivedPage(
            receipts, of: code, by: client, since: since, in: try await settings.current().zone, for: visit.reader)
        return visit.page(model, title: model.heading)
    }

    @Sendable private func export(_ visit: Visit) async throws -> Response {
        let client = try await clients.find(id: visit.query("hr"))
        let mappings = mappings
        let (code, since, language) = (visit.query("code"), since(visit), visit.language)
        let first = try await mappings.receipts(of: code, client: client, since: since)
        return Response(
            status: .ok, headers: Visit.download("received", "csv"),
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: ReceiptTable.csvStart(language)))
                var part = first
                while true {
                    let lines = part.items.map(ReceiptTable.csvLine).joined()
                    if !lines.isEmpty { try await writer.write(ByteBuffer(string: lines)) }
                    guard let next = part.next else { break }
                    part = try await mappings.receipts(of: code, client: client, since: since, after: next)
                }
                try await writer.finish(nil)
            })
    }
}
