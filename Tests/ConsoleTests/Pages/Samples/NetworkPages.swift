@testable import Console

extension PageSample {
    static let networkPages = [
        PageSample("network", network), PageSample("network-while-it-is-searched", searching),
        PageSample("network-before-any-search", unsearched), PageSample("network-without-an-answer", silent),
        PageSample("network-device", here), PageSample("network-device-elsewhere", elsewhere),
    ]

    private static let network = page(
        heading: NetworkPage.Heading(network: "eth0", origin: "16/03/2026 08:00", ignored: "2 answers were ignored"),
        listID: 5, devices: [bound, free],
        terminals: [
            NetworkPage.Terminal(
                model: "X628-TC", serial: "CQZ7225160001", address: "192.168.1.201", firmware: "Ver 6.60", note: nil,
                adding: "/devices/new?found=1&kind=zkteco&host=192.168.1.201"),
            NetworkPage.Terminal(
                model: "–", serial: "–", address: "192.168.1.202", firmware: "–", note: "asks for its comm key",
                adding: nil),
        ])
    private static let searching = page(
        isSearching: true, heading: NetworkPage.Heading(network: "eth0", origin: "now", ignored: nil))
    private static let silent = page(
        heading: NetworkPage.Heading(network: "eth0", origin: "16/03/2026 08:00", ignored: nil), listID: 6,
        terminals: [])
    private static let unsearched = page(problem: "the network is down", maySearch: false)

    private static func page(
        isSearching: Bool = false, problem: String? = nil, heading: NetworkPage.Heading? = nil, listID: Int64? = nil,
        devices: [NetworkPage.Device] = [], terminals: [NetworkPage.Terminal]? = nil, maySearch: Bool = true
    ) -> NetworkPage {
        NetworkPage(
            isSearching: isSearching, problem: problem, heading: heading, listID: listID,
            lists: [Choice("5", "eth0, 16/03/2026 08:00", isChosen: true), Choice("6", "eth1")],
            hasLists: heading != nil, interfaces: [Choice("eth0", "eth0", isChosen: true), Choice("eth1", "eth1")],
            devices: devices, hasDevices: !devices.isEmpty, count: String(devices.count),
            terminals: terminals ?? [], hasSearchedTerminals: terminals != nil,
            hasTerminals: terminals?.isEmpty == false,
            maySearch: maySearch, token: "t")
    }

    private static let bound = NetworkPage.Device(
        model: "DS-K1T341", short: "Q01728482", mac: "44:19:b6:01:02:03", ipv4: "192.168.1.64", firmware: "V3.2.30",
        activation: "yes", activationTone: nil, hikConnect: "on", binding: "bound", bindingTone: "warn", warning: nil,
        address: "/network/5/44-19-b6-01-02-03", step: NetworkPage.Step(address: "/cases/new", text: "Open a case"),
        row: "44-19-b6-01-02-03")

    private static let free = NetworkPage.Device(
        model: "DS-K1T342", short: "Q01728483", mac: "44:19:b6:01:02:04", ipv4: "192.168.1.65", firmware: "V3.2.31",
        activation: "no", activationTone: "bad", hikConnect: "off", binding: "free", bindingTone: "good",
        warning: "another device announces this address", address: nil, step: nil, row: "44-19-b6-01-02-04")

    private static let here = NetworkDevicePage(
        heading: "DS-K1T341", network: "eth0", facts: [Fact(name: "Serial", value: "Q01728482")],
        warning: "another device announces this address", address: "/network/5/44-19-b6-01-02-03", back: "/network",
        isElsewhere: false, mayAsk: true, mayTakeKey: true,
        unbinding: NetworkDevicePage.Unbinding(serial: "Q01728482", ipv4: "192.168.1.64"), noUnbinding: nil,
        mayUnbind: true, addAddress: "/devices/new?host=192.168.1.64", macCommand: "44-19-b6-01-02-03",
        mayOpenCase: true, token: "t")

    private static let elsewhere = NetworkDevicePage(
        heading: "DS-K1T342", network: "eth0", facts: [], warning: nil, address: "/network/5/44-19-b6-01-02-04",
        back: "/network", isElsewhere: true, mayAsk: false, mayTakeKey: false, unbinding: nil,
        noUnbinding: "The device is in another network.", mayUnbind: true, addAddress: nil,
        macCommand: "44-19-b6-01-02-04", mayOpenCase: false, token: "t")
}
