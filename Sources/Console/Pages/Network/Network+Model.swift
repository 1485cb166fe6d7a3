import Access
import Attendance
import ConnectorKit
import LocalNetwork
import SADP
import Serials
import Wire

/// What a search found, or is finding.
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

    /// An attendance terminal that answered.
    struct Terminal: Sendable {
        let model: String
        let serial: String
        let address: String
        let firmware: String
        /// That it asks for its key; that it is a device already.
        let note: String?
        /// The filled form; nil where it is a device already, or for whoever may add none.
        let adding: String?
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
    let terminals: [Terminal]
    /// Whether terminals were, or are being, searched for.
    let hasSearchedTerminals: Bool
    let hasTerminals: Bool
    let maySearch: Bool
    let token: String
}

extension NetworkPage {
    /// The search that runs; its devices have no pages yet.
    struct Searching: Sendable {
        /// Nil where every network is searched.
        let interface: String?
        let devices: [FoundDevice]
    }

    /// Lists and what the shown one holds.
    struct Found: Sendable {
        let lists: [NetworkList]
        let shown: NetworkList?
        let devices: [FoundDevice]
        /// Why the last search found nothing.
        let problem: Phrase?
    }

    /// Attendance terminals that a search found.
    struct Terminals: Sendable {
        let found: [FoundSystem]
        let isSearched: Bool
        /// Devices that there are, by kind and identity.
        let names: [String: String]
    }

    /// What can be searched.
    struct Offer: Sendable {
        let interfaces: [NetworkInterface]
        /// Of the last search, by name, address or both.
        let usual: String?
    }

    /// - Parameters:
    ///   - searching: nil while nothing is searched.
    ///   - zone: of the program.
    init(
        _ found: Found, searching: Searching?, _ terminals: Terminals, _ offer: Offer, in zone: Zone, for reader: Reader
    ) {
        isSearching = searching != nil
        problem = isSearching ? nil : found.problem?[reader.language]
        heading = searching.map { Heading($0, reader) } ?? found.shown.map { Heading($0, in: zone, reader) }
        listID = isSearching ? nil : found.shown?.id
        lists = found.lists.map {
            Choice(
                String($0.id), NetworkPage.title($0, zone, reader), isChosen: $0.id == found.shown?.id)
        }
        hasLists = found.lists.count > 1 || found.lists.contains(where: \.isReported)
        interfaces = offer.interfaces.map {
            Choice(
                $0.description, $0.isLoopback ? reader.say("this machine itself", "chính máy này") : $0.description,
                isChosen: [$0.name, $0.address, $0.description].contains(offer.usual ?? ""))
        }
        devices =
            searching?.devices.map { Device($0, address: nil, step: nil, reader.language) }
            ?? found.devices.enumerated().compactMap { place, device in
                found.shown.map { list in
                    let address = "/network/\(list.id)/\(place)"
                    let step = Step(for: device, list, at: address, reader)
                    return Device(device, address: address, step: step, reader.language)
                }
            }
        hasDevices = !devices.isEmpty
        count = Texts.number(devices.count, reader.language)
        self.terminals = terminals.found.map {
            Terminal($0, name: terminals.names["\($0.kind) \($0.identity)"], reader)
        }
        hasSearchedTerminals = terminals.isSearched
        hasTerminals = !terminals.found.isEmpty
        maySearch = reader.may(.networkSearch)
        token = reader.formToken
    }

    private static func title(_ list: NetworkList, _ zone: Zone, _ reader: Reader) -> String {
        let who =
            list.isReported ? reader.say("reported by \(list.actor)", "\(list.actor) gửi") : reader.say("own", "tự tìm")
        return "\(list.network) · \(who) · \(Texts.time(list.at, in: zone))"
    }
}

extension NetworkPage.Heading {
    fileprivate init(_ search: NetworkPage.Searching, _ reader: Reader) {
        network = search.interface ?? reader.say("this server's network", "mạng của máy chủ này")
        origin = reader.say("searching…", "đang tìm…")
        ignored = nil
    }

    fileprivate init(_ list: NetworkList, in zone: Zone, _ reader: Reader) {
        let time = Texts.time(list.at, in: zone)
        let count = Texts.number(list.ignored, reader.language)
        network = list.network
        origin =
            list.isReported
            ? reader.say("reported by \(list.actor) at \(time)", "do \(list.actor) gửi lúc \(time)")
            : reader.say(
                "this server's own network, searched by \(list.actor) at \(time)",
                "mạng của máy chủ này, \(list.actor) tìm lúc \(time)")
        ignored =
            list.ignored == 0
            ? nil
            : reader.say(
                "\(count) datagrams were of no use and ignored", "đã bỏ qua \(count) gói tin không hợp lệ")
    }
}

extension NetworkPage.Device {
    fileprivate init(_ device: FoundDevice, address: String?, step: NetworkPage.Step?, _ language: Language) {
        model = device.model.isEmpty ? "–" : device.model
        short = device.shortSerial?.text ?? device.serial
        mac = device.mac?.announced ?? "–"
        ipv4 = device.ipv4.isEmpty ? "–" : device.ipv4
        firmware = device.firmware
        activation = device.activation[language]
        activationTone = device.isActivated ? nil : "warn"
        hikConnect = device.hikConnect.label[language]
        binding = device.binding.label[language]
        bindingTone = device.bindingTone
        warning = device.warning?[language]
        self.address = address
        self.step = step
        row = "\(device.mac?.key ?? "") \(device.serial)"
    }
}

extension NetworkPage.Step {
    /// What most people want with a device in this state; nil where it is nothing that this console does.
    init?(for device: FoundDevice, _ list: NetworkList, at address: String, _ reader: Reader) {
        if device.binding == .bound, reader.may(.unbind) {
            let isHere = device.canBeUnboundHere(list)
            self.address = address + (isHere ? "#unbind" : "#case")
            text =
                isHere
                ? reader.say("Unbind here", "Hủy liên kết tại đây") : reader.say("Open a case", "Tạo yêu cầu")
        } else if reader.may(.devicesWrite), device.isActivated {
            self.address = device.addingAddress
            text = reader.say("Add as attendance device", "Thêm làm máy chấm công")
        } else {
            return nil
        }
    }
}

extension NetworkPage.Terminal {
    /// - Parameter name: of the device that it is already; nil where it is none.
    fileprivate init(_ system: FoundSystem, name: String?, _ reader: Reader) {
        let title = [system.model, system.identity].filter { !$0.isEmpty }.joined(separator: " ")
        model = system.model.isEmpty ? "–" : system.model
        serial = system.identity.isEmpty ? "–" : system.identity
        address = system.address
        firmware = system.firmware.isEmpty ? "–" : system.firmware
        if let name {
            note = reader.say("is the device “\(name)”", "là thiết bị “\(name)”")
        } else if system.needsKey {
            note = reader.say("asks for its comm key", "yêu cầu mật khẩu kết nối (Comm Key)")
        } else {
            note = nil
        }
        adding = name == nil && reader.may(.devicesWrite) ? NetworkPage.Terminal.form(system, title) : nil
    }

    private static func form(_ system: FoundSystem, _ title: String) -> String {
        var queries = ["found=1", "kind=\(system.kind)", "name=\(PercentEncoding.encode(title))"]
        queries += system.fields.names.map { "\($0)=\(PercentEncoding.encode(system.fields[$0] ?? ""))" }
        return "/devices/new?" + queries.joined(separator: "&")
    }
}
