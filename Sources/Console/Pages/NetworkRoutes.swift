import Access
import Attendance
import Foundation
import Hub
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

struct NetworkPage: PageModel {
    static let template = "network"
    static let livePart: String? = "network-part"

    struct Device: Sendable {
        let model: String
        let short: String
        let mac: String
        let ipv4: String
        let firmware: String
        let activation: String
        let activationTone: String?
        let hikConnect: String
        let binding: String
        let bindingTone: String
        let warning: String?
        /// Its own page; nil while the search goes on.
        let address: String?
        let step: Step?
        let row: String
    }

    /// The button to what most likely comes next.
    struct Step: Sendable {
        let address: String
        let text: String
    }

    struct Heading: Sendable {
        let network: String
        let origin: String
        let ignored: String?
    }

    let isSearching: Bool
    let problem: String?
    let heading: Heading?
    let listID: Int64?
    let lists: [Choice]
    let hasLists: Bool
    let interfaces: [Choice]
    let devices: [Device]
    let hasDevices: Bool
    let count: String
    let maySearch: Bool
    let token: String
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
        let (desk, store, actor, now) = (console.network, store, principal.actor, console.engine.now)
        let title = Phrase(en: "Search the network", vi: "Tìm thiết bị trong mạng")
        return console.jobs.start("network-search", title, by: principal) { line in
            do {
                _ = try await desk.search(interface.isEmpty ? nil : interface, store: store, actor: actor, now: now) {
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
        let asked = Int64(query("list"))
        // Without a word: the last search of this server, else the newest report.
        let list = asked.map { id in lists.first { $0.id == id } } ?? lists.first { !$0.isReported } ?? lists.first
        let zone = try await store.settings.current().zone
        var devices: [NetworkPage.Device] = []
        if isSearching {
            devices = search?.devices.map { row($0, address: nil, step: nil) } ?? []
        } else if let list {
            devices = try await store.networks.devices(of: list).enumerated().map { place, device in
                let address = "/network/\(list.id)/\(place)"
                return row(device, address: address, step: nextStep(for: device, list, at: address))
            }
        }
        let known = NetworkInterface.all().sorted { !$0.isLoopback && $1.isLoopback }
        let usual = search?.interface ?? console.network.usualInterface
        let model = NetworkPage(
            isSearching: isSearching,
            problem: isSearching ? nil : search?.problem?[language],
            heading: isSearching
                ? NetworkPage.Heading(
                    network: search?.interface ?? say("this server's network", "mạng của máy chủ này"),
                    origin: say("searching…", "đang tìm…"), ignored: nil)
                : list.map { heading($0, zone) },
            listID: isSearching ? nil : list?.id,
            lists: lists.map { Choice(String($0.id), title($0, zone), isChosen: $0.id == list?.id) },
            hasLists: lists.count > 1 || lists.contains(where: \.isReported),
            interfaces: known.map {
                Choice(
                    $0.description, $0.isLoopback ? say("this machine itself", "chính máy này") : $0.description,
                    isChosen: [$0.name, $0.address, $0.description].contains(usual ?? ""))
            }, devices: devices, hasDevices: !devices.isEmpty, count: Texts.number(devices.count, language),
            maySearch: may(.networkSearch), token: formToken)
        if query("part") == "network" { return livePart(of: model) }
        return page(model, title: say("Devices on the network", "Thiết bị trong mạng"), reloads: isSearching)
    }

    private func heading(_ list: NetworkList, _ zone: Zone) -> NetworkPage.Heading {
        let time = Texts.time(list.at, in: zone)
        return NetworkPage.Heading(
            network: list.network,
            origin: list.isReported
                ? say("reported by \(list.actor) at \(time)", "do \(list.actor) gửi lúc \(time)")
                : say(
                    "this server's own network, searched by \(list.actor) at \(time)",
                    "mạng của máy chủ này, \(list.actor) tìm lúc \(time)"),
            ignored: list.ignored == 0
                ? nil
                : say(
                    "\(Texts.number(list.ignored, language)) datagrams were of no use and ignored",
                    "đã bỏ qua \(Texts.number(list.ignored, language)) gói tin không hợp lệ"))
    }

    private func title(_ list: NetworkList, _ zone: Zone) -> String {
        let who = list.isReported ? say("reported by \(list.actor)", "\(list.actor) gửi") : say("own", "tự tìm")
        return "\(list.network) · \(who) · \(Texts.time(list.at, in: zone))"
    }

    private func row(_ device: FoundDevice, address: String?, step: NetworkPage.Step?) -> NetworkPage.Device {
        NetworkPage.Device(
            model: device.model.isEmpty ? "–" : device.model,
            short: device.shortSerial?.text ?? device.serial, mac: device.mac?.announced ?? "–",
            ipv4: device.ipv4.isEmpty ? "–" : device.ipv4, firmware: device.firmware,
            activation: device.activation[language], activationTone: device.isActivated ? nil : "warn",
            hikConnect: device.hikConnect.label[language], binding: device.binding.label[language],
            bindingTone: device.bindingTone, warning: device.warning?[language], address: address, step: step,
            row: "\(device.mac?.key ?? "") \(device.serial)")
    }

    /// What most people want with a device in this state; nil where it is nothing that this console does.
    func nextStep(for device: FoundDevice, _ list: NetworkList, at address: String) -> NetworkPage.Step? {
        if device.binding == .bound, may(.unbind) {
            return device.canBeUnboundHere(list)
                ? NetworkPage.Step(address: address + "#unbind", text: say("Unbind here", "Hủy liên kết tại đây"))
                : NetworkPage.Step(address: address + "#case", text: say("Open a case", "Mở trường hợp"))
        }
        guard may(.devicesWrite), device.isActivated else { return nil }
        return NetworkPage.Step(
            address: device.addingAddress, text: say("Add as attendance device", "Thêm làm máy chấm công"))
    }

    fileprivate func exportNetwork(_ format: String) async throws -> Response {
        let list = try await networkList()
        let devices = try await store.networks.devices(of: list)
        return try export(
            [FoundDeviceTable.header(language)] + devices.map { FoundDeviceTable.cells($0, language) },
            named: "network", format)
    }
}

extension FoundDevice {
    var bindingTone: String {
        switch binding {
        case .bound: "warn"
        case .notBound: "good"
        case .unknown: ""
        }
    }

    /// With its own password, from this server's own network.
    func canBeUnboundHere(_ list: NetworkList) -> Bool {
        offersUnbind && !list.isReported && rivalry == nil && mac != nil
    }

    /// The form for a new attendance device, filled in with what is known.
    var addingAddress: String {
        let name = [model, shortSerial?.text ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        return "/devices/new?found=1&name=\(PercentEncoding.encode(name))&host=\(PercentEncoding.encode(ipv4))"
    }
}
