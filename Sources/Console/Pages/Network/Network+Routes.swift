import Access
import Attendance
import AttendanceHub
import Foundation
import Hummingbird
import LocalNetwork
import ProgramSettings
import SADP
import Serials
import Store
import Wire

/// Devices on the network: what a search found, this server's own or one that was reported from elsewhere.
struct NetworkPages: Pages {
    let lists: NetworkLists
    let searches: NetworkSearches
    let terminals: TerminalSearches
    let devices: DeviceRepository
    let jobs: Jobs
    let settings: SettingsRepository

    var routes: [Route] {
        [
            Route(.get, "/network", .permission(.networkRead), show),
            Route(.post, "/network/search", .permission(.networkSearch), search),
            Route(.get, "/network/{id}/export.csv", .permission(.networkRead)) { try await export($0, "csv") },
            Route(.get, "/network/{id}/export.xlsx", .permission(.networkRead)) { try await export($0, "xlsx") },
            Route(.post, "/network/{id}/remove", .permission(.networkSearch), remove),
        ]
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let lists = try await lists.all(shownTo: visit.principal)
        let (search, isSearching) = searches.current
        // Without a word: the last search of this server, else the newest report.
        let shown =
            Int64(visit.query("list")).map { id in lists.first { $0.id == id } } ?? lists.first { !$0.isReported }
            ?? lists.first
        var devices: [FoundDevice] = []
        if let shown, !isSearching { devices = try await self.lists.networks.devices(of: shown) }
        let model = NetworkPage(
            NetworkPage.Found(lists: lists, shown: shown, devices: devices, problem: search?.problem),
            searching: isSearching
                ? NetworkPage.Searching(interface: search?.interface, devices: search?.devices ?? []) : nil,
            try await terminalsFound(),
            NetworkPage.Offer(
                interfaces: NetworkInterface.all().sorted { !$0.isLoopback && $1.isLoopback },
                usual: search?.interface ?? searches.usualInterface),
            in: try await settings.current().zone, for: visit.reader)
        if visit.query("part") == "network" { return visit.livePart(of: model) }
        return visit.page(
            model, title: visit.say("Devices on the network", "Thiết bị trong mạng"),
            reloads: isSearching || terminals.current.isSearching)
    }

    private func terminalsFound() async throws -> NetworkPage.Terminals {
        let (found, endedAt, isSearching) = terminals.current
        let known = found.isEmpty ? [] : try await devices.all()
        return NetworkPage.Terminals(
            found: found, isSearched: endedAt != nil || isSearching,
            names: Dictionary(known.map { ("\($0.kind) \($0.identity)", $0.name) }) { first, _ in first })
    }

    /// Starts a search, or finds that one is under way.
    @Sendable private func search(_ visit: Visit) -> Response {
        let (searches, networks, actor, now) = (searches, lists.networks, visit.principal.actor, visit.clock)
        let (interface, terminals) = (visit.form["interface"], terminals)
        let title = Phrase(en: "Search the network", vi: "Tìm thiết bị trong mạng")
        _ = jobs.start("network-search", title, by: visit.principal) { line in
            async let beside: Void = terminals.search(now: now)
            do {
                _ = try await searches.search(
                    interface.isEmpty ? nil : interface, into: networks, actor: actor, now: now
                ) {
                    line(Job.Line(title: Phrase(verbatim: $0.model), text: Phrase(verbatim: $0.ipv4), isFine: true))
                }
            } catch {
                // Whoever looks for a search finds the one that runs.
                if case .busy? = error as? SADPFailure { return [:] }
                line(Job.Line(title: title, text: error.explained.phrase, isFine: false))
            }
            try? await beside
            return [:]
        }
        return visit.redirect("/network")
    }

    private func export(_ visit: Visit, _ format: String) async throws -> Response {
        let list = try await lists.find(visit.parameter("id"), shownTo: visit.principal)
        let devices = try await lists.networks.devices(of: list)
        return try visit.export(
            [FoundDeviceTable.header(visit.language)] + devices.map { FoundDeviceTable.cells($0, visit.language) },
            named: "network", format)
    }

    @Sendable private func remove(_ visit: Visit) async throws -> Response {
        try await lists.remove(visit.parameter("id"), by: visit.principal, at: visit.now)
        return visit.redirect("/network")
    }
}
