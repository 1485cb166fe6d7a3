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
struct PunchPages: Pages {
    let policy: ServingPolicy
    let punches: PunchRepository
    let devices: DeviceRepository
    let hrClients: HRClientRepository
    let codeMappings: CodeMappingRepository
    let hooks: HookRepository
    let settings: SettingsRepository

    var routes: [Route] {
        [
            Route(.get, "/punches", .permission(.punchesRead), list),
            Route(.get, "/punches/export.csv", .permission(.punchesRead)) { try await export(.csv, $0) },
            Route(.get, "/punches/export.xlsx", .permission(.punchesRead)) { try await export(.xlsx, $0) },
            Route(.get, "/punches/view", .permission(.punchesRead), changeLook),
            Route(.get, "/punches/devices", .permission(.punchesRead), deviceNames),
            Route(.get, "/punches/{id}", .permission(.punchesRead), trace),
            Route(.get, "/people", .permission(.punchesRead), people),
        ]
    }

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let filter = try await filter(of: visit)
        var shown = (page: PunchPage.empty, totals: PunchTotals())
        var warning = filter.warning
        do throws(StoreFailure) {
            shown = try await punches.searchWithTotals(filter.search, at: filter.cursor, limit: filter.size)
        } catch {
            guard case .refused(let failure) = error else { throw error }
            warning = failure.phrase
        }
        let zone = try await settings.current().zone
        let announced = filter.isLive ? try await hooks.open() : []
        let model = PunchesPage(
            PunchesPage.Found(page: shown.page, totals: shown.totals, announced: announced), filter,
            PunchesPage.Offer(devices: try await devices.names(), clients: try await hrClients.all()),
            TableLook(visit.request), warning: warning, today: zone.date(at: visit.now), in: zone, for: visit.reader)
        if visit.query("part") == "rows" { return visit.livePart(of: model) }
        return visit.page(model, title: visit.say("Punches", "Bản ghi"))
    }

    @Sendable private func trace(_ visit: Visit) async throws -> Response {
        let name = visit.parameter("id")
        guard let id = Int64(name) else { throw PunchFailure.unknown(name) }
        let trace = try await punches.trace(id)
        let clients = Dictionary(try await hrClients.all().map { ($0.name, $0.id) }) { first, _ in first }
        let model = TracePage(
            trace, mapped: try await codeMappings.hrCodes(of: trace.punch.code), clients: clients,
            in: try await settings.current().zone, for: visit.reader)
        if visit.query("part") == "trace" { return visit.livePart(of: model) }
        return visit.page(model, title: visit.say("Trace", "Hành trình"))
    }

    /// Remembers for a browser how tables look, and goes on to where it was asked.
    @Sendable private func changeLook(_ visit: Visit) async throws -> Response {
        let look = TableLook(
            density: TableLook.Density(rawValue: visit.query("density")) ?? .comfortable,
            columns: Set(visit.queries.all("column").compactMap(TableLook.Column.init)))
        var response = visit.redirect(Visit.ownPath(visit.query("return")) ?? "/punches")
        response.setCookie(look.cookie(isSecure: policy.isEncrypted))
        return response
    }

    /// What the choice of a device offers where there are too many to send with each page.
    @Sendable private func deviceNames(_ visit: Visit) async throws -> Response {
        .json(
            .array(
                try await devices.names().map { ["value": .string(String($0.id)), "text": .string($0.name)] }))
    }

    /// Names for the field that one types in.
    @Sendable private func people(_ visit: Visit) async throws -> Response {
        var names: [String] = []
        for person in try await punches.people(visit.query("q")) where !names.contains(person.name) {
            names.append(person.name)
        }
        return .json(.array(names.map { .string($0) }))
    }

    private func export(_ format: PunchExport.Format, _ visit: Visit) async throws -> Response {
        try await PunchExport(punches: punches).file(of: filter(of: visit).search, format, visit.language)
    }

    /// The filter that stands in the address, with what it names looked up.
    private func filter(of visit: Visit) async throws -> PunchSearchForm {
        var filter = PunchSearchForm(visit, in: try await settings.current().zone)
        let (device, client) = (visit.query("device"), visit.query("hr"))
        if !device.isEmpty { filter.search.sourceID = try await devices.find(id: device).sourceID }
        if !client.isEmpty { filter.search.hrClientID = try await hrClients.find(id: client).id }
        return filter
    }
}
