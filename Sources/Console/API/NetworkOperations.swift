import Access
import AttendanceHub
import HTTPTypes
import Hummingbird
import LocalNetwork
import SADP
import Store
import Wire

extension Schema {
    static let networkList = Schema.object(networkListProperties, allowsOthers: true)

    private static let networkListProperties: [Property] = [
        .init("id", .id), .init("network", .string()), .init("reported", .boolean), .init("by", .string()),
        .init("at", .time), .init("deviceCount", .integer(0...Int64(SADPSettings.mostDevices))),
        .init("ignoredDatagrams", .integer(0...Int64.max)),
    ]

    static let networkListWithDevices = Schema.object(
        networkListProperties + [.init("devices", .array(.foundDevice, maximum: SADPSettings.mostDevices))],
        allowsOthers: true)

    private static let port = Schema.nullable(.integer(0...65_535))

    static let foundDevice = Schema.object(
        [
            .init("serial", .string(maximum: 128)),
            .init("shortSerial", .nullable(.string(maximum: 9)), required: false),
            .init("model", .string(maximum: 64), required: false),
            .init("mac", .nullable(.string(maximum: 20)), required: false),
            .init("ipv4", .string(maximum: 16), required: false), .init("httpPort", port, required: false),
            .init("commandPort", port, required: false), .init("firmware", .string(maximum: 48), required: false),
            .init("activated", .boolean, required: false),
            .init("hikConnect", .choice(DeviceAnnouncement.HikConnect.allCases.map(\.rawValue)), required: false),
            .init("binding", .choice(BindingState.allCases.map(\.rawValue)), required: false),
        ], allowsOthers: true)
}

/// Lists of devices on networks: this server's own, and those that `rollcall discover --report` sends.
struct NetworkOperations: Sendable {
    let lists: NetworkLists
    let searches: NetworkSearches

    var operations: [Operation] {
        [
            Operation(
                .get, "/network-lists", .networkRead, "listNetworks",
                "The last search of each network, the newest first", reply: .json(.ok, .page(.networkList)), list),
            Operation(
                .get, "/network-lists/{id}", .networkRead, "showNetwork", "One list with its devices",
                reply: .json(.ok, .networkListWithDevices), show),
            Operation(
                .post, "/network-lists", .networkReport, "reportNetwork",
                "Send in what a search on another network found; it takes the place of the same reporter's last list of that network",
                body: .object(
                    [
                        .init("network", .string(minimum: 1, maximum: NetworkReport.longestNetwork)),
                        .init("devices", .array(.foundDevice, maximum: SADPSettings.mostDevices)),
                        .init("ignoredDatagrams", .integer(0...1_000_000_000), required: false),
                    ], allowsOthers: true), reply: .json(.created, .networkList), bodyLimit: NetworkReport.largest,
                report),
            Operation(
                .delete, "/network-lists/{id}", .networkSearch, "removeNetwork", "Forget a list", reply: .none, remove
            ),
            Operation(
                .post, "/network-searches", .networkSearch, "searchNetwork",
                "Search this server's network for Hikvision devices; answers after some three seconds",
                body: .object([.init("interface", .string(minimum: 1, maximum: 64), required: false)]),
                reply: .json(.created, .networkListWithDevices), search),
        ]
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        .page(try await lists.all(shownTo: call.visit.principal).map(\.json))
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        .json(try await json(try await lists.find(call.visit.parameter("id"), shownTo: call.visit.principal)))
    }

    @Sendable private func report(_ call: Call) async throws -> Response {
        let report = try NetworkReport(call.body)
        let list = try await lists.networks.keep(
            report.devices, of: report.network, ignored: report.ignored, isReported: true,
            company: call.visit.principal.companyID, act: call.visit.act)
        return .json(list.json, status: .created)
    }

    @Sendable private func remove(_ call: Call) async throws -> Response {
        try await lists.remove(call.visit.parameter("id"), by: call.visit.principal, at: call.visit.now)
        return .nothing
    }

    @Sendable private func search(_ call: Call) async throws -> Response {
        let list = try await searches.search(
            call.body["interface"]?.text, into: lists.networks, actor: call.visit.principal.actor,
            now: call.visit.clock
        ) { _ in }
        return .json(try await json(list), status: .created)
    }

    private func json(_ list: NetworkList) async throws -> JSONValue {
        list.json.adding("devices", .array(try await lists.networks.devices(of: list).map(\.json)))
    }
}
