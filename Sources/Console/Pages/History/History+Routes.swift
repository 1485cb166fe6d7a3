import Access
import Attendance
import Hummingbird
import ProgramSettings
import Store

/// What the program and people did.
extension Console {
    var historyRoutes: [Route] {
        [Route(.get, "/history", .permission(.historyRead)) { try await $0.historyPage() }]
    }
}

extension Visit {
    fileprivate func historyPage() async throws -> Response {
        let zone = try await store.settings.current().zone
        let (entries, next) = try await store.history.page(before: Int64(query("before")), limit: 50)
        return page(HistoryPage(entries, next: next, in: zone, language), title: say("History", "Lịch sử"))
    }
}
