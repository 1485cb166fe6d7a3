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
            Route(.get, "/push", .permission(.deliveriesWrite)) { try await ask($0) },
            Route(.post, "/push", .permission(.deliveriesWrite), push),
        ]
    }

    private func ask(_ visit: Visit, _ problems: FormProblems = FormProblems()) async throws -> Response {
        var problems = problems
        problems.lead(along: PushPage.ids)
        let typed = { (name: String) in visit.form[name].isEmpty ? visit.query(name) : visit.form[name] }
        return visit.page(
            PushPage(try await hrClients.all(), typed: typed, problems, for: visit.reader),
            title: visit.say("Push to HR", "Đồng bộ lên HRM"),
            status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func push(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let clients =
            form["hr"].isEmpty
            ? try await hrClients.all().filter(\.isEnabled) : [try await hrClients.find(id: form["hr"])]
        let zone = try await settings.current().zone
        let (from, to) = (LocalDate(form["from"]), LocalDate(form["to"]))
        var problems = FormProblems()
        for (id, date) in [("from", from), ("to", to)] where !form[id].isEmpty && date == nil {
            problems.add(Phrase(en: "this date cannot be read", vi: "không đọc được ngày này"), at: id)
        }
        guard problems.isEmpty else { return try await ask(visit, problems) }
        let scope = DeliveryScope(
            from: from.map(zone.startOfDay), to: to.map { zone.startOfDay($0.adding(days: 1)) })
        return visit.redirect("/jobs/\(jobs.push(clients, .push(scope), by: visit.principal).id)")
    }
}
