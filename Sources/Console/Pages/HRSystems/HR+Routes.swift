import Access
import Attendance
import AttendanceHub
import HRKit
import Hummingbird
import ProgramSettings
import Store
import SyncEngine
import Wire

/// HR clients, their forms, and what their menu does.
struct HRPages: EntryFormPages {
    let hub: Hub
    let hrClients: HRClientRepository
    let deliveries: DeliveryRepository
    let status: StatusRepository
    let settings: SettingsRepository
    let jobs: StartedJobs
    let kinds: HRKinds
    let keptSecrets: KeptSecrets

    let section = EntrySection(
        path: "/hr", adding: Phrase(en: "Add HR client", vi: "Thêm HRM client"),
        nameLabel: Phrase(en: "Name", vi: "Tên"))

    var routes: [Route] {
        [
            Route(.get, "/hr", .permission(.hrRead), list),
            Route(.post, "/hr/{id}/enable", .permission(.hrWrite)) { try await setEnabled(true, $0) },
            Route(.post, "/hr/{id}/disable", .permission(.hrWrite)) { try await setEnabled(false, $0) },
            Route(.post, "/hr/{id}/test", .permission(.hrWrite), test),
            Route(.get, "/hr/{id}/delete", .permission(.hrWrite), askRemoval),
            Route(.post, "/hr/{id}/delete", .permission(.hrWrite), remove),
        ] + formRoutes(.hrWrite)
    }

    func entry(of visit: Visit) async throws -> HRClient { try await hrClients.find(id: visit.parameter("id")) }

    func secretNames(of client: HRClient) async throws -> [String] { try await hrClients.secretNames(of: client) }

    func save(_ sent: SentEntry, over client: HRClient?, _ visit: Visit) async throws -> Response {
        let entry = HRClientEntry(name: sent.name, kind: sent.kind, values: sent.values, by: .network)
        let saved: HRClient
        if let client {
            saved = try await hub.edit(client, to: entry, act: visit.act)
        } else {
            saved = try await hub.add(entry, act: visit.act)
        }
        return visit.redirect(
            "/hr/\(saved.id)", .good(visit.say("“\(saved.name)” is saved.", "Đã lưu “\(saved.name)”.")))
    }

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let zone = try await settings.current().zone
        let lines = Dictionary(
            try await status.status(days: nil).hrClients.map { ($0.name, $0) }
        ) { first, _ in first }
        var looks: [HRClientLook] = []
        for client in try await hrClients.all() {
            let line = lines[client.name]
            looks.append(
                HRClientLook(
                    client: client, nextDue: try await deliveries.nextDue(client),
                    counts: line?.counts ?? StatusCounts(), deliveredUpTo: line?.upTo))
        }
        return visit.page(
            HRPage(looks, kinds, in: zone, for: visit.reader), title: visit.say("HR clients", "HRM client"))
    }

    private func setEnabled(_ isEnabled: Bool, _ visit: Visit) async throws -> Response {
        let client = try await entry(of: visit)
        try await hub.setEnabled(isEnabled, client, act: visit.act)
        return visit.redirect(
            // From where it was asked: the client's page says so, the list does not.
            visit.form["from"] == "page" ? "/hr/\(client.id)" : "/hr",
            .good(
                isEnabled
                    ? visit.say("“\(client.name)” is enabled.", "Đã kích hoạt “\(client.name)”.")
                    : visit.say("“\(client.name)” is disabled.", "Đã vô hiệu “\(client.name)”.")))
    }

    @Sendable private func test(_ visit: Visit) async throws -> Response {
        visit.redirect("/jobs/\(jobs.test(try await entry(of: visit), by: visit.principal).id)")
    }

    @Sendable private func askRemoval(_ visit: Visit) async throws -> Response {
        visit.page(
            ConfirmPage(removing: try await entry(of: visit), for: visit.reader), title: visit.say("Delete", "Xóa"))
    }

    @Sendable private func remove(_ visit: Visit) async throws -> Response {
        let client = try await entry(of: visit)
        try await hub.remove(client, act: visit.act)
        return visit.redirect(
            "/hr", .good(visit.say("“\(client.name)” is deleted.", "Đã xóa “\(client.name)”.")))
    }
}
