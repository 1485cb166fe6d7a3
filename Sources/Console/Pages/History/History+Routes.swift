import Access
import Attendance
import AttendanceHub
import ConnectorKit
import HRKit
import Hummingbird
import ProgramSettings
import Store

/// What the program and people did.
struct HistoryPages: Pages {
    let history: HistoryRepository
    let devices: DeviceRepository
    let settings: SettingsRepository
    let kinds: DeviceKinds
    let hrKinds: HRKinds

    var routes: [Route] {
        [
            Route(.get, "/history", .permission(.historyRead), list),
            Route(.get, "/history/export.csv", .permission(.historyRead)) { try await export("csv", $0) },
            Route(.get, "/history/export.xlsx", .permission(.historyRead)) { try await export("xlsx", $0) },
        ]
    }

    /// Names that are offered while one types, and people among whom one chooses.
    private static let most = (devices: 200, actors: 200)

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let zone = try await settings.current().zone
        let form = HistoryForm(visit, in: zone)
        let (entries, next) = try await history.page(form.filter, before: Int64(visit.query("before")), limit: 50)
        let names = try await devices.names().map(\.name)
        let offer = HistoryPage.Offer(
            devices: names.count > HistoryPages.most.devices ? [] : names,
            actors: try await history.actors(limit: HistoryPages.most.actors), kind: title)
        return visit.page(
            HistoryPage(entries, next: next, form, offer, in: zone, for: visit.reader),
            title: visit.say("History", "Lịch sử"))
    }

    private func export(_ format: String, _ visit: Visit) async throws -> Response {
        let zone = try await settings.current().zone
        let filter = HistoryForm(visit, in: zone).filter
        let language = visit.language
        let first = try await history.page(filter, before: nil, limit: 500)
        let table = StreamedTable(
            header: HistoryTable.header(language), first: first,
            rows: { page in
                page.entries.map { HistoryTable.cells($0, in: zone, language, kind: title) }
            },
            next: { page in
                guard let next = page.next else { return nil }
                return try await history.page(filter, before: next, limit: 500)
            })
        return try await table.response(named: "history", format)
    }

    @Sendable private func title(_ kind: String) -> Phrase {
        kinds[kind]?.title ?? hrKinds[kind]?.title ?? Phrase(verbatim: kind)
    }
}
