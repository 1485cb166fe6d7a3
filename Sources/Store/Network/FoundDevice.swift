import GRDB
import SADP
import Serials

/// A device of a local network, as it said of itself when the network was searched. Claims, all of it.
public struct FoundDevice: Hashable, Sendable {
    public var serial: String
    /// Nil where no short serial can be read from the full one.
    public var shortSerial: ShortSerial?
    public var model: String
    public var mac: MACAddress?
    /// Dotted decimal, as announced.
    public var ipv4: String
    /// Where its datagrams came from, dotted decimal.
    public var source: String
    /// The searching machine's interface.
    public var interface: String
    public var httpPort: Int?
    public var commandPort: Int?
    public var firmware: String
    public var isActivated: Bool
    public var hikConnect: DeviceAnnouncement.HikConnect
    public var binding: BindingState
    /// It can be unbound on its own network with its password.
    public var offersUnbind: Bool
    /// Nil where it is sure which device this is.
    public var rivalry: DeviceRivalry?

    public init(
        serial: String, model: String, mac: MACAddress?, ipv4: String, source: String, interface: String,
        httpPort: Int?, commandPort: Int?, firmware: String, isActivated: Bool,
        hikConnect: DeviceAnnouncement.HikConnect, binding: BindingState, offersUnbind: Bool, rivalry: DeviceRivalry?
    ) {
        self.serial = serial
        shortSerial = ShortSerial(in: serial)
        self.model = model
        self.mac = mac
        self.ipv4 = ipv4
        self.source = source
        self.interface = interface
        self.httpPort = httpPort
        self.commandPort = commandPort
        self.firmware = firmware
        self.isActivated = isActivated
        self.hikConnect = hikConnect
        self.binding = binding
        self.offersUnbind = offersUnbind
        self.rivalry = rivalry
    }
}

extension FoundDevice {
    init(_ row: Row) {
        self.init(
            serial: row["serial"], model: row["model"], mac: (row["mac"] as String?).flatMap { MACAddress($0) },
            ipv4: row["ipv4"], source: row["source"], interface: row["interface"], httpPort: row["http_port"],
            commandPort: row["command_port"], firmware: row["firmware"], isActivated: row["activated"],
            hikConnect: DeviceAnnouncement.HikConnect(rawValue: row["hik_connect"]) ?? .unknown,
            binding: BindingState(rawValue: row["binding"]) ?? .unknown, offersUnbind: row["offers_unbind"],
            rivalry: DeviceRivalry(rawValue: row["contested"]))
    }

    func insert(list: Int64, place: Int, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO network_device
                  (list_id, place, serial, short_serial, model, mac, ipv4, source, interface, http_port, command_port,
                   firmware, activated, hik_connect, binding, offers_unbind, contested)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                list, place, serial, shortSerial?.text, model, mac?.announced, ipv4, source, interface, httpPort,
                commandPort, firmware, isActivated, hikConnect.rawValue, binding.rawValue, offersUnbind,
                rivalry?.rawValue ?? 0,
            ])
    }
}
