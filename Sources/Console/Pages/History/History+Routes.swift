import Access
import Attendance
import Hummingbird
import ProgramSettings
import Store

/// What the program and people did.
struct HistoryPages: Pages {
    let history: HistoryRepository
    let settings: SettingsRepository

    var routes: [Route] {
        [Route(.get, "/history", .permission(.historyRead), list)]
    }

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let zone = try await settings.current().zone
        let (entries, next) = try await history.page(before: Int64(visit.query("before")), limit: 50)
        return visit.page(
            HistoryPage(entries, next: next, in: zone, visit.language), title: visit.say("History", "Lịch sử"))
    }
}
