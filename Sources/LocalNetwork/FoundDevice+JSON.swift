import Attendance
import SADP
import Serials
import Wire

extension FoundDevice {
    /// The shape of `discover --json` and of the API.
    public var json: JSONValue {
        [
            "serial": .string(serial), "shortSerial": JSONValue(shortSerial?.text), "model": .string(model),
            "mac": JSONValue(mac?.announced), "ipv4": .string(ipv4), "httpPort": JSONValue(httpPort),
            "commandPort": JSONValue(commandPort), "firmware": .string(firmware), "activated": .bool(isActivated),
            "hikConnect": .string(hikConnect.rawValue), "binding": .string(binding.rawValue),
            "localUnbind": .bool(offersUnbind), "contested": .bool(rivalry != nil),
            "probablySecondPort": .bool(rivalry == .secondPort), "source": .string(source),
            "interface": .string(interface),
        ]
    }

    /// Reads what another machine's `discover` sends: unknown keys are passed over, texts are cut, and a device that
    /// names nothing is nil.
    init?(_ value: JSONValue) {
        func text(_ key: String, _ longest: Int) -> String {
            String(SADPDocument.cleaned(value[key]?.text ?? "").prefix(longest))
        }
        func port(_ key: String) -> Int? {
            value[key]?.integer.flatMap { (0...65_535).contains($0) ? Int($0) : nil }
        }
        let mac = MACAddress(text("mac", 20))
        let serial = text("serial", 128)
        guard mac != nil || !serial.isEmpty else { return nil }
        self.init(
            serial: serial, model: text("model", 64), mac: mac, ipv4: text("ipv4", 16), source: text("source", 46),
            interface: text("interface", 64), httpPort: port("httpPort"), commandPort: port("commandPort"),
            firmware: text("firmware", 48), isActivated: value["activated"]?.bool ?? true,
            hikConnect: DeviceAnnouncement.HikConnect(rawValue: text("hikConnect", 16)) ?? .unknown,
            binding: BindingState(rawValue: text("binding", 16)) ?? .unknown,
            offersUnbind: value["localUnbind"]?.bool ?? false,
            rivalry: value["contested"]?.bool != true
                ? nil : value["probablySecondPort"]?.bool == true ? .secondPort : .claimed)
    }
}

extension LocalDevices.Search {
    /// The document of `discover --json`.
    public var json: JSONValue {
        [
            "network": .string(network), "devices": .array(devices.map(\.json)),
            "ignoredDatagrams": JSONValue(ignoredCount),
            "ignoredReasons": JSONValue(counts: Dictionary(uniqueKeysWithValues: ignored.map { ($0.rawValue, $1) })),
        ]
    }
}

extension NetworkList {
    public var json: JSONValue {
        [
            "id": .integer(id), "network": .string(network), "reported": .bool(isReported), "by": .string(actor.name),
            "at": .string(Zone.vietnam.rfc3339(at)), "deviceCount": JSONValue(deviceCount),
            "ignoredDatagrams": JSONValue(ignored),
        ]
    }
}

/// A list that a machine on site sends to a server elsewhere.
public struct NetworkReport: Sendable {
    /// Which network: the site's name or the machine's, with the interfaces that were searched.
    public let network: String
    public let devices: [FoundDevice]
    public let ignored: Int

    /// Bytes of the largest report: 4,096 devices of half a kilobyte.
    public static let largest = 4 << 20
    public static let longestNetwork = 200

    public init(network: String, search: LocalDevices.Search) {
        self.network = network
        devices = search.devices
        ignored = search.ignoredCount
    }

    /// - Throws: why the document is none, for whoever wrote the program that sent it.
    public init(_ value: JSONValue) throws(NetworkReportFailure) {
        let network = String(
            SADPDocument.cleaned(value["network"]?.text ?? "").prefix(NetworkReport.longestNetwork))
        guard !network.isEmpty else { throw .noNetwork }
        guard let items = value["devices"]?.array else { throw .noDevices }
        guard items.count <= SADPSettings.mostDevices else { throw .tooManyDevices }
        var devices: [FoundDevice] = []
        for (index, item) in items.enumerated() {
            guard let device = FoundDevice(item) else { throw .namelessDevice(index + 1) }
            devices.append(device)
        }
        self.network = network
        self.devices = devices
        ignored = Int(min(max(value["ignoredDatagrams"]?.integer ?? 0, 0), 1_000_000_000))
    }

    public var json: JSONValue {
        [
            "network": .string(network), "devices": .array(devices.map(\.json)),
            "ignoredDatagrams": JSONValue(ignored),
        ]
    }
}
