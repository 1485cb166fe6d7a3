import Access
import Attendance
import AttendanceHub
import Hummingbird
import ProgramSettings
import Store

/// Is everything here?
struct StatusPages: Pages {
    let hub: Hub
    let status: StatusRepository
    let settings: SettingsRepository

    var routes: [Route] {
        [Route(.get, "/status", .permission(.statusRead), show)]
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let zone = try await settings.current().zone
        let today = zone.date(at: visit.now)
        let range = StatusRange(
            from: visit.query("from"), to: visit.query("to"), isAll: visit.query("all") == "1", today: today)
        async let days = days(range)
        let report = try await hub.report(days: range.days)
        return visit.page(
            StatusPage(
                report, range, days: try await days, today: today, in: zone,
                allDevicesAt: visit.query("devices") == "all" ? nil : range.address + "&devices=all", for: visit.reader),
            title: visit.say("Status", "Trạng thái"))
    }

    private func days(_ range: StatusRange) async throws -> [DayCounts] {
        guard let drawn = range.drawn else { return [] }
        return try await status.days(drawn)
    }
}
