import Access
import Attendance
import AttendanceHub
import ConnectorKit
import Hummingbird
import ProgramSettings
import Store

/// What somebody asks first: is everything here, and if not, what is missing and why?
struct HomePages: Pages {
    let hub: Hub
    let status: StatusRepository
    let settings: SettingsRepository
    let kinds: DeviceKinds
    let usual: UsualHoursMemory

    var routes: [Route] { [Route(.get, "/home", .permission(.statusRead), show)] }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let zone = try await settings.current().zone
        let today = zone.date(at: visit.now)
        async let ofToday = status.days(today...today)
        let report = try await hub.report(days: today.adding(days: -1)...today.adding(days: -1))
        let devices = report.allDevices
        let health = try await hub.health(of: devices)
        let listing = DeviceListing(
            devices, DeviceLooks(kinds: kinds, health: health, warnings: report.warnings), DeviceSearch(),
            remembered: nil, visit.language)
        let shown = listing.foremost(HomePage.mostDevices)
        let first = HomePage.days(upTo: today).lowerBound
        let punches = try await status.punches(since: first, sources: shown.map(\.sourceID))
        let hours = DayHours(today, in: zone)
        let usualHours = try await usual.hours(of: today, in: zone, now: visit.now)
        let byHour = HourChart(
            hours, counts: try await status.counts(in: hours.spans), usual: usualHours, now: visit.now, visit.language)
        let model = HomePage(
            yesterday: DayAnswer(today.adding(days: -1), devices, counts: report.status.total, now: visit.now),
            today: DayAnswer(
                today, devices, counts: try await ofToday.first?.counts ?? StatusCounts(), now: visit.now),
            hours: byHour,
            HomePage.Strips(shown: shown, health: health, punches: punches, all: devices.count), report, in: zone,
            now: visit.now, for: visit.reader)
        if visit.query("part") == "rows" { return visit.livePart(of: model) }
        return visit.page(model, title: visit.say("Home", "Tổng quan"))
    }
}
