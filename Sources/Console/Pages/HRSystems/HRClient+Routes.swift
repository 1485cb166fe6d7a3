import Access
import Attendance
import AttendanceHub
import HRKit
import Hummingbird
import ProgramSettings
import Store

/// The page of one HR client.
struct HRClientPages: Pages {
    let hub: Hub
    let hrClients: HRClientRepository
    let deliveries: DeliveryRepository
    let history: HistoryRepository
    let settings: SettingsRepository
    let kinds: HRKinds

    var routes: [Route] { [Route(.get, "/hr/{id}", .permission(.hrRead), show)] }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let client = try await hrClients.find(id: visit.parameter("id"))
        let found = HRClientPage.Found(
            report: try await hub.report(on: client),
            reasons: try await deliveries.openReasons(client, among: HRClientPage.mostAsked),
            receipts: visit.may(.punchesRead) ? try await deliveries.latestReceipts(client) : [],
            events: visit.may(.historyRead)
                ? try await history.entries(of: client, limit: HRClientPage.mostEvents) : [],
            secretNames: try await hrClients.secretNames(of: client))
        let model = HRClientPage(
            found, of: kinds[client.kind], in: try await settings.current().zone, for: visit.reader)
        if visit.query("part") == "rows" { return visit.livePart(of: model) }
        return visit.page(model, title: client.name)
    }
}
