import Access
import Attendance
import AttendanceHub
import Foundation
import HRKit
import HTTPTypes
import Hummingbird
import ProgramSettings
import Store
import Wire

/// Punches: the filtered table, its export, and one punch's trace.
extension Console {
    var punchRoutes: [Route] {
        [
            Route(.get, "/punches", .permission(.punchesRead)) { try await $0.punchesPage() },
            Route(.get, "/punches/export.csv", .permission(.punchesRead)) { try await $0.exportPunches("csv") },
            Route(.get, "/punches/export.xlsx", .permission(.punchesRead)) { try await $0.exportPunches("xlsx") },
            Route(.get, "/punches/{id}", .permission(.punchesRead)) { try await $0.tracePage() },
            Route(.get, "/people", .permission(.punchesRead)) { visit in
                let found = try await visit.store.punches.people(visit.query("q"))
                var names: [String] = []
                for person in found where !names.contains(person.name) { names.append(person.name) }
                return .json(.array(names.map { .string($0) }))
            },
        ]
    }
}

extension Visit {
    fileprivate func punchesPage() async throws -> Response {
        let filter = try await PunchSearchForm(self)
        var shown = PunchPage.empty
        var totals = PunchTotals()
        var warning = filter.warning
        do throws(StoreFailure) {
            shown = try await store.punches.search(filter.search, at: filter.cursor, limit: filter.size)
            totals = try await store.punches.totals(filter.search)
        } catch {
            guard case .refused(let failure) = error else { throw error }
            warning = failure.phrase
        }
        let announced = filter.isLive ? try await store.hooks.open() : []
        let model = PunchesPage(
            PunchesPage.Found(page: shown, totals: totals, announced: announced), filter,
            PunchesPage.Offer(
                devices: try await store.devices.names(), clients: try await store.hrClients.all()),
            warning: warning, today: try await store.settings.current().zone.date(at: now), for: reader)
        if query("part") == "rows" { return livePart(of: model) }
        return page(model, title: say("Punches", "Bản ghi"))
    }

    fileprivate func tracePage() async throws -> Response {
        guard let id = Int64(parameter("id")) else { throw PunchFailure.unknown(parameter("id")) }
        let trace = try await store.punches.trace(id)
        let model = TracePage(
            trace, mapped: try await store.codeMappings.hrCodes(of: trace.punch.code),
            in: try await store.settings.current().zone, for: reader)
        return page(model, title: say("Trace", "Dấu vết"))
    }
}
