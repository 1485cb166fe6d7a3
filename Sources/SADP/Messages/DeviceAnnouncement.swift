/// What a device says of itself. Every value is a claim: nothing on this network is authenticated.
///
/// Source: SADP contract 5.
public struct DeviceAnnouncement: Hashable, Sendable {
    /// Whether the device's Hik-Connect service is on. Announcements never say *offline*: only a device that is asked
    /// does.
    public enum HikConnect: String, Hashable, Sendable, CaseIterable {
        case enabled, disabled, offline, unsupported, unknown
    }

    /// Every element that was there, read as the contract says; encrypted fields are in the place of their plain ones.
    public let values: [AnnouncedElement: AnnouncedValue]
    public let mac: MACAddress?
    public let hikConnect: HikConnect

    public init(_ document: SADPDocument) {
        var values: [AnnouncedElement: AnnouncedValue] = [:]
        for element in AnnouncedElement.allCases {
            // Names are looked up without regard to case: old firmwares write Ipv4Address.
            let plain = document[element.rawValue]
            let decrypted = element.encryptedName.flatMap { document[$0] }.flatMap(EncryptedField.text)
            guard let text = decrypted ?? plain else { continue }
            values[element] = AnnouncedValue(text, as: element.form)
        }
        self.values = values
        mac = document[AnnouncedElement.mac.rawValue].flatMap { MACAddress($0) }
        let supports = values[.supportsHCPlatform]
        // Any text but `true` means off: a firmware that writes “flase” means it too.
        hikConnect =
            if let enable = values[.hcPlatformEnable] {
                enable == .flag(true) ? .enabled : supports == .flag(false) ? .unsupported : .disabled
            } else if let supports { supports == .flag(true) ? .unknown : .unsupported } else { .unknown }
    }

    /// A device that announces itself, or answers somebody else's inquiry: listed, never acted upon.
    public init?(overheard document: SADPDocument) {
        guard let types = document["Types"], types == "hello" || (types == "inquiry" && document["Uuid"] != nil),
            document.root.lowercased() != "probe"
        else { return nil }
        self.init(document)
    }

    /// The full serial.
    public var serial: String { text(.deviceSN) }
    public var model: String { text(.deviceDescription) }
    public var ipv4: String { text(.ipv4Address) }
    public var subnetMask: String { text(.ipv4SubnetMask) }
    public var httpPort: Int? { number(.httpPort) }
    public var commandPort: Int? { number(.commandPort) }
    public var firmware: String { text(.softwareVersion) }
    public var isActivated: Bool { values[.activated] != .flag(false) }
    /// The key string is asked for with `getencryptstring` instead of `getcode`.
    public var usesEncryptedKey: Bool { values[.passwordResetModeSecond] == .flag(true) }
    /// The device can unbind itself locally, and tells its binding when asked.
    public var offersLocalUnbind: Bool { values[.supportsEzvizUnbind] == .flag(true) }
    /// What the announcement itself says of its binding.
    public var binding: BindingState {
        switch number(.ezvizBindStatus) {
        case 1: .bound
        case 2: .notBound
        default: .unknown
        }
    }

    private func text(_ element: AnnouncedElement) -> String {
        guard case .text(let text) = values[element] else { return "" }
        return text
    }

    private func number(_ element: AnnouncedElement) -> Int? {
        guard case .number(let number) = values[element] else { return nil }
        return number
    }
}

/// Whether a device is bound to somebody's account. *Unknown* is never turned into *not bound*.
public enum BindingState: String, Hashable, Sendable, CaseIterable { case bound, notBound, unknown }
