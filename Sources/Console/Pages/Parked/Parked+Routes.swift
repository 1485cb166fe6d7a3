import Access
import Attendance
import AttendanceHub
import Foundation
import Hummingbird
import Store
import SyncEngine
import Wire

/// What HR has not taken, why, and what to do about it.
extension Console {
    var parkedRoutes: [Route] {
        [
            Route(.get, "/parked", .permission(.punchesRead)) { try await $0.parkedPage() },
            Route(.post, "/parked/retry", .permission(.deliveriesWrite)) { visit in
                var clients = try await visit.store.hrClients.all().filter(\.isEnabled)
                if !visit.form["hr"].isEmpty { clients = [try await visit.store.hrClients.find(id: visit.form["hr"])] }
                return visit.redirect("/jobs/\(visit.startPush(clients, .retryParked).id)")
            },
        ]
    }
}

extension Visit {
    fileprivate func parkedPage() async throws -> Response {
        let chosen = query("hr").isEmpty ? nil : try await store.hrClients.find(id: query("hr"))
        let (rows, next) = try await store.deliveries.parked(chosen, after: PunchCursor(query("after")), limit: 50)
        let found = ParkedPage.Found(
            clients: try await store.hrClients.all(), chosen: chosen, rows: rows, next: next,
            unknownCodes: try await store.deliveries.unknownCodes(chosen),
            mappings: try await store.codeMappings.all())
        return page(ParkedPage(found, for: reader), title: say("Parked punches", "Bản ghi tạm giữ"))
    }
}
