import Access
import AttendanceHub
import HTTPTypes
import Hummingbird
import LocalNetwork
import SADP
import Store
import SyncEngine
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
extension Console {
    var networkOperations: [Operation] {
        [
            Operation(
                .get, "/network-lists", .networkRead, "listNetworks",
                "The last search of each network, the newest first", reply: .json(.ok, .page(.networkList))
            ) { call in .page(try await call.visit.visibleNetworks().map(\.json)) },
            Operation(
                .get, "/network-lists/{id}", .networkRead, "showNetwork", "One list with its devices",
                reply: .json(.ok, .networkListWithDevices)
            ) { call in .json(try await call.shape(try await call.visit.networkList())) },
            Operation(
                .post, "/network-lists", .networkReport, "reportNetwork",
                "Send in what a search on another network found; it takes the place of the same reporter's last list of that network",
                body: .object(
                    [
                        .init("network", .string(minimum: 1, maximum: NetworkReport.longestNetwork)),
                        .init("devices", .array(.foundDevice, maximum: SADPSettings.mostDevices)),
                        .init("ignoredDatagrams", .integer(0...1_000_000_000), required: false),
                    ], allowsOthers: true), reply: .json(.created, .networkList), bodyLimit: NetworkReport.largest
            ) { call in
                let report = try NetworkReport(call.body)
                let list = try await call.visit.store.networks.keep(
                    report.devices, of: report.network, ignored: report.ignored, isReported: true,
                    company: call.visit.principal.companyID,
                    act: call.visit.act)
                return .json(list.json, status: .created)
            },
            Operation(
                .delete, "/network-lists/{id}", .networkSearch, "removeNetwork", "Forget a list", reply: .none
            ) { call in
                let list = try await call.visit.ownNetworkList()
                try await call.visit.store.networks.remove(
                    list, act: call.visit.act)
                return .nothing
            },
            Operation(
                .post, "/network-searches", .networkSearch, "searchNetwork",
                "Search this server's network for Hikvision devices; answers after some three seconds",
                body: .object([.init("interface", .string(minimum: 1, maximum: 64), required: false)]),
                reply: .json(.created, .networkListWithDevices)
            ) { call in
                let visit = call.visit
                let list = try await visit.console.network.search(
                    call.body["interface"]?.text, store: visit.store, actor: visit.principal.actor,
                    now: visit.console.engine.now
                ) { _ in }
                return .json(try await call.shape(list), status: .created)
            },
        ]
    }
}

extension Call {
    fileprivate func shape(_ list: NetworkList) async throws -> JSONValue {
        list.json.adding("devices", .array(try await visit.store.networks.devices(of: list).map(\.json)))
    }
}
