import Access
import Attendance
import AttendanceHub
import Hummingbird
import ProgramSettings
import Store

/// Is everything here?
extension Console {
    var statusRoutes: [Route] {
        [Route(.get, "/status", .permission(.statusRead)) { try await $0.statusPage() }]
    }
}

extension Visit {
    fileprivate func statusPage() async throws -> Response {
        let zone = try await store.settings.current().zone
        let today = zone.date(at: now)
        let range = StatusRange(from: query("from"), to: query("to"), isAll: query("all") == "1", today: today)
        let report = try await console.hub.report(try await store.status.status(days: range.days))
        var days: [DayCounts] = []
        if let drawn = range.drawn { days = try await store.status.days(drawn) }
        return page(
            StatusPage(report, range, days: days, today: today, in: zone, for: reader),
            title: say("Status", "Trạng thái"))
    }
}
