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
import SyncEngine
import Wire

/// Devices on the network: what a search found, this server's own or one that was reported from elsewhere.
extension Console {
    var networkRoutes: [Route] {
        [
            Route(.get, "/network", .permission(.networkRead)) { try await $0.networkPage() },
            Route(.post, "/network/search", .permission(.networkSearch)) { visit in
                _ = visit.startNetworkSearch(visit.form["interface"])
                return visit.redirect("/network")
            },
            Route(.get, "/network/{id}/export.csv", .permission(.networkRead)) { try await $0.exportNetwork("csv") },
            Route(.get, "/network/{id}/export.xlsx", .permission(.networkRead)) { try await $0.exportNetwork("xlsx") },
            Route(.post, "/network/{id}/remove", .permission(.networkSearch)) { visit in
                let list = try await visit.ownNetworkList()
                try await visit.store.networks.remove(list, act: visit.act)
                return visit.redirect("/network")
            },
        ]
    }
}

extension Visit {
    /// What was searched here and what this visitor's company reported; those who run the hub or the desk, and their
    /// programs, see every company's.
    func visibleNetworks() async throws -> [NetworkList] { try await store.networks.all().filter(maySee) }

    private func maySee(_ list: NetworkList) -> Bool {
        if principal.accountID == nil, principal.companyID == nil { return true }
        if principal.accountID != nil, may(.devicesRead) || may(.casesRead) { return true }
        return principal.shares(list.accountID, list.companyID) || !list.isReported
    }

    /// The list that the address names, where this visitor may see it. Another company's is as good as none.
    func networkList() async throws -> NetworkList {
        guard let id = Int64(parameter("id")), let list = try await store.networks.find(id), maySee(list) else {
            throw Refusal(
                .notFound,
                Phrase(
                    en: "this list is not kept any more: search again", vi: "danh sách này không còn: hãy tìm lại"))
        }
        return list
    }

    /// The list that the address names, where it is this visitor's to forget: the own one, and everybody's for those
    /// who run the hub or the desk, and for programs.
    func ownNetworkList() async throws -> NetworkList {
        let list = try await networkList()
        guard principal.accountID == nil || principal.owns(list.accountID) || may(.devicesWrite) || may(.casesDecide)
        else {
            throw Refusal(
                .forbidden,
                Phrase(
                    en: "this list is \(list.actor)'s: only they and those who run the hub can remove it",
                    vi: "danh sách này của \(list.actor): chỉ người đó và người vận hành mới xóa được"))
        }
        return list
    }

    /// Starts a search, or finds that one is under way.
    func startNetworkSearch(_ interface: String) -> Job {
        let (searches, store, actor, now) = (console.network, store, principal.actor, console.engine.now)
        let title = Phrase(en: "Search the network", vi: "Tìm thiết bị trong mạng")
        return console.jobs.start("network-search", title, by: principal) { line in
            do {
                _ = try await searches.search(interface.isEmpty ? nil : interface, store: store, actor: actor, now: now)
                {
                    line(Job.Line(title: Phrase(verbatim: $0.model), text: Phrase(verbatim: $0.ipv4), isFine: true))
                }
            } catch {
                // Whoever looks for a search finds the one that runs.
                if case .busy? = error as? SADPFailure { return [:] }
                line(Job.Line(title: title, text: error.explained.phrase, isFine: false))
            }
            return [:]
        }
    }

    fileprivate func networkPage() async throws -> Response {
        let lists = try await visibleNetworks()
        let (search, isSearching) = console.network.current
        // Without a word: the last search of this server, else the newest report.
        let shown =
            Int64(query("list")).map { id in lists.first { $0.id == id } } ?? lists.first { !$0.isReported }
            ?? lists.first
        var devices: [FoundDevice] = []
        if let shown, !isSearching { devices = try await store.networks.devices(of: shown) }
        let model = NetworkPage(
            NetworkPage.Found(lists: lists, shown: shown, devices: devices, problem: search?.problem),
            searching: isSearching
                ? NetworkPage.Searching(interface: search?.interface, devices: search?.devices ?? []) : nil,
            NetworkPage.Offer(
                interfaces: NetworkInterface.all().sorted { !$0.isLoopback && $1.isLoopback },
                usual: search?.interface ?? console.network.usualInterface),
            in: try await store.settings.current().zone, for: reader)
        if query("part") == "network" { return livePart(of: model) }
        return page(model, title: say("Devices on the network", "Thiết bị trong mạng"), reloads: isSearching)
    }

    fileprivate func exportNetwork(_ format: String) async throws -> Response {
        let list = try await networkList()
        let devices = try await store.networks.devices(of: list)
        return try export(
            [FoundDeviceTable.header(language)] + devices.map { FoundDeviceTable.cells($0, language) },
            named: "network", format)
    }
}
