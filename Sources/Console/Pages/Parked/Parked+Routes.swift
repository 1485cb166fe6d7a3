import Access
import Attendance
import AttendanceHub
import Foundation
import Hummingbird
import Store
import SyncEngine
import Wire

/// What HR has not taken, why, and what to do about it.
struct ParkedPages: Pages {
    let deliveries: DeliveryRepository
    let hrClients: HRClientRepository
    let codeMappings: CodeMappingRepository
    let jobs: StartedJobs

    var routes: [Route] {
        [
            Route(.get, "/parked", .permission(.punchesRead), list),
            Route(.post, "/parked/retry", .permission(.deliveriesWrite), retry),
        ]
    }

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let chosen = try await client(visit.query("hr"))
        let (rows, next) = try await deliveries.parked(chosen, after: PunchCursor(visit.query("after")), limit: 50)
        let found = ParkedPage.Found(
            clients: try await hrClients.all(), chosen: chosen, rows: rows, next: next,
            unknownCodes: try await deliveries.unknownCodes(chosen), mappings: try await codeMappings.all())
        return visit.page(
            ParkedPage(found, for: visit.reader), title: visit.say("Parked punches", "Bản ghi tạm giữ"))
    }

    /// Of one HR client, or of all that are enabled.
    @Sendable private func retry(_ visit: Visit) async throws -> Response {
        let chosen = try await client(visit.form["hr"])
        let clients = if let chosen { [chosen] } else { try await hrClients.all().filter(\.isEnabled) }
        return visit.redirect("/jobs/\(jobs.push(clients, .retryParked, by: visit.principal).id)")
    }

    /// The client of this id; nil where none is named.
    private func client(_ id: String) async throws -> HRClient? {
        id.isEmpty ? nil : try await hrClients.find(id: id)
    }
}
