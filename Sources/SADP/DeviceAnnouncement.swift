/// What a device says of itself. Every value is a claim: nothing on this network is authenticated.
///
/// Source: SADP contract 5.
public struct DeviceAnnouncement: Hashable, Sendable {
    /// Whether the device's Hik-Connect service is on.
    public enum HikConnect: String, Hashable, Sendable { case enabled, disabled, unsupported, unknown }

    /// The full serial.
    public let serial: String
    public let model: String
    public let mac: MACAddress?
    public let ipv4: String
    public let subnetMask: String
    public let httpPort: Int?
    public let commandPort: Int?
    public let firmware: String
    /// Only the word `false` means not activated.
    public let isActivated: Bool
    public let hikConnect: HikConnect
    /// What the announcement itself says of its binding.
    public let binding: BindingState
    /// The key string is asked for with `getencryptstring` instead of `getcode`.
    public let usesEncryptedKey: Bool
    /// The device can unbind itself locally, and tells its binding when asked.
    public let offersLocalUnbind: Bool

    public init(_ document: SADPDocument) {
        func text(_ name: String, _ longest: Int) -> String { String((document[name] ?? "").prefix(longest)) }
        func flag(_ name: String) -> Bool { document[name] == "true" }
        serial = text("DeviceSN", 128)
        model = text("DeviceDescription", 64)
        mac = document["MAC"].flatMap { MACAddress($0) }
        // Names are looked up without regard to case: old firmwares write Ipv4Address.
        ipv4 = text("IPv4Address", 16)
        subnetMask = text("IPv4SubnetMask", 16)
        httpPort = DeviceAnnouncement.port(document["HttpPort"])
        commandPort = DeviceAnnouncement.port(document["CommandPort"])
        firmware = text("SoftwareVersion", 48)
        isActivated = document["Activated"] != "false"
        usesEncryptedKey = flag("PasswordResetModeSecond")
        offersLocalUnbind = flag("supportEzvizUnbind")
        let supports = document["SupportHCPlatform"]
        let enable = document["HCPlatformEnable"]
        // Any text but `true` means off: a firmware that writes “flase” means it too.
        hikConnect =
            if let enable {
                enable == "true" ? .enabled : supports == "true" || supports == nil ? .disabled : .unsupported
            } else if let supports { supports == "true" ? .unknown : .unsupported } else { .unknown }
        switch DeviceAnnouncement.leadingNumber(document["EZVIZBindStatus"]) {
        case 1: binding = .bound
        case 2: binding = .notBound
        default: binding = .unknown
        }
    }

    /// Leading digits, clamped to the range of ports; nil without a digit.
    private static func port(_ text: String?) -> Int? { leadingNumber(text).map { min($0, 65_535) } }

    private static func leadingNumber(_ text: String?) -> Int? {
        guard let digits = text?.utf8.prefix(while: { (0x30...0x39).contains($0) }), !digits.isEmpty else { return nil }
        return Int(String(decoding: digits.prefix(9), as: UTF8.self))
    }
}

/// Whether a device is bound to somebody's account. *Unknown* is never turned into *not bound*.
public enum BindingState: String, Hashable, Sendable { case bound, notBound, unknown }
