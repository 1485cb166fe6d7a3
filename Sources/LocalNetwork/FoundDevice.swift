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
