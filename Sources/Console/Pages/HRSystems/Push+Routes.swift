import Access
import Attendance
import Hummingbird
import ProgramSettings
import Store
import SyncEngine
import Wire

/// Delivering because a person asks for it.
struct PushPages: Pages {
    let hrClients: HRClientRepository
    let settings: SettingsRepository
    let jobs: StartedJobs

    var routes: [Route] {
        [
            Route(.get, "/push", .permission(.deliveriesWrite), ask),
            Route(.post, "/push", .permission(.deliveriesWrite), push),
        ]
    }

    @Sendable private func ask(_ visit: Visit) async throws -> Response {
        visit.page(
            PushPage(try await hrClients.all(), for: visit.reader), title: visit.say("Push to HR", "Đồng bộ lên HRM"))
    }

    @Sendable private func push(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let clients =
            form["hr"].isEmpty
            ? try await hrClients.all().filter(\.isEnabled) : [try await hrClients.find(id: form["hr"])]
        let zone = try await settings.current().zone
        let (from, to) = (LocalDate(form["from"]), LocalDate(form["to"]))
        guard (form["from"].isEmpty || from != nil) && (form["to"].isEmpty || to != nil) else {
            throw RequestFailure(en: "the dates cannot be read", vi: "không đọc được ngày")
        }
        let scope = DeliveryScope(
            from: from.map(zone.startOfDay), to: to.map { zone.startOfDay($0.adding(days: 1)) })
        return visit.redirect("/jobs/\(jobs.push(clients, .push(scope), by: visit.principal).id)")
    }
}
