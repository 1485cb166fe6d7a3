import Attendance
import SADP
import Serials

/// The Hikvision devices of the network that this machine is on: searched, asked, and unbound one at a time.
public struct LocalDevices: Sendable {
    /// What a search found.
    public struct Search: Sendable {
        /// By address.
        public let devices: [FoundDevice]
        /// Datagrams that were of no use, by reason.
        public let ignored: [Discovery.Ignored: Int]
        /// The interfaces that were searched.
        public let network: String

        public var ignoredCount: Int { ignored.values.reduce(0, +) }
    }

    public var settings: SADPSettings
    /// A name or an address; nil searches every interface but loopback.
    public var interface: String?
    /// How long a search takes answers.
    public var duration: Duration

    /// The time within which every device that is there has answered twice.
    public static let usualDuration = Duration.seconds(3)

    public init(
        interface: String? = nil, duration: Duration = LocalDevices.usualDuration,
        settings: SADPSettings = SADPSettings()
    ) {
        self.settings = settings
        self.interface = interface
        self.duration = duration
    }

    /// - Parameter onChange: told of each device that appears or changes, as it happens.
    /// - Throws: `SADPFailure`.
    public func search(onChange: @escaping @Sendable (FoundDevice) -> Void = { _ in }) async throws -> Search {
        let interfaces = try NetworkInterface.chosen(interface)
        return try await SADPClient.with(interfaces, settings: settings) { client in
            let known = await client.interfaces
            let discovery = try await client.discover(for: duration) { device in
                onChange(FoundDevice(device, interface: client.name(of: device, among: known)))
            }
            return Search(
                devices: discovery.devices.map { FoundDevice($0, interface: client.name(of: $0, among: known)) }
                    .sortedByAddress(),
                ignored: discovery.ignored, network: known.map(\.description).joined(separator: ", "))
        }
    }

    /// Whether a device is bound, with what says so.
    ///
    /// - Throws: `SADPFailure`.
    public func binding(of mac: MACAddress) async throws -> (device: FoundDevice, verdict: BindingVerdict) {
        try await with(mac) { client, device, found in
            do { return (found, try await client.binding(of: device)) } catch {
                // A device that does not answer the question has still announced what it announced.
                guard case .noAnswer? = error as? SADPFailure, device.announcement.binding != .unknown else {
                    throw error
                }
                return (found, BindingVerdict(device.announcement))
            }
        }
    }

    /// The device's own answer to the question whether it is bound; nil where it does not offer to answer.
    ///
    /// - Parameter serial: what is at that address counts only where it has this serial; nil asks for none.
    /// - Throws: `SADPFailure`.
    public func answer(
        of mac: MACAddress, serial: ShortSerial? = nil
    ) async throws -> SADPAnswer.BindingAnswer? {
        try await with(mac) { client, device, found in
            guard serial == nil || found.shortSerial == serial else { return nil }
            return try await client.bindingAnswer(of: device)
        }
    }

    /// A device's key string: a secret.
    ///
    /// - Throws: `SADPFailure`; `DeviceKeyFailure` where the device gives none.
    public func keyString(of mac: MACAddress) async throws -> (device: FoundDevice, key: KeyString) {
        try await with(mac) { client, device, found in
            switch try await client.keyString(of: device) {
            case .key(let text):
                guard let key = try? KeyString(text) else { throw DeviceKeyFailure.unreadable }
                if let named = key.serial, let own = found.shortSerial, named != own {
                    throw DeviceKeyFailure.anotherSerial(named)
                }
                return (found, key)
            case .notActivated: throw DeviceKeyFailure.notActivated
            case .failed: throw DeviceKeyFailure.refused
            }
        }
    }

    /// Unbinds a device with its own password. One attempt, whatever comes of it.
    ///
    /// - Parameter confirm: sees the device before anything is sent, and gives the password; throws to leave it.
    /// - Throws: `SADPFailure`, and what `confirm` throws.
    public func unbind(
        _ mac: MACAddress, confirm: @escaping @Sendable (FoundDevice) async throws -> DevicePassword
    ) async throws -> (device: FoundDevice, answer: SADPAnswer.UnbindAnswer) {
        // A rival of the device is looked for as long as its password is at stake.
        try await with(mac, settling: .seconds(1)) { client, device, found in
            let password = try await confirm(found)
            return (found, try await client.unbind(device, password: password))
        }
    }

    private func with<Value: Sendable>(
        _ mac: MACAddress, settling: Duration = .zero,
        _ body: @escaping @Sendable (SADPClient, DiscoveredDevice, FoundDevice) async throws -> Value
    ) async throws -> Value {
        let interfaces = try NetworkInterface.chosen(interface)
        return try await SADPClient.with(interfaces, settings: settings) { client in
            let device = try await client.find(mac, within: duration, settling: settling)
            let known = await client.interfaces
            return try await body(
                client, device, FoundDevice(device, interface: client.name(of: device, among: known)))
        }
    }
}

extension [FoundDevice] {
    /// By IPv4 address as numbers, then by MAC address.
    public func sortedByAddress() -> [FoundDevice] {
        let keyed = map { device in
            let numbers = device.ipv4.split(separator: ".").map { Int($0) ?? 256 }
            return (numbers: numbers.isEmpty ? [256] : numbers, mac: device.mac?.key ?? "", device: device)
        }
        return keyed.sorted { left, right in
            left.numbers == right.numbers
                ? left.mac < right.mac : left.numbers.lexicographicallyPrecedes(right.numbers)
        }.map(\.device)
    }
}

extension SADPClient {
    nonisolated func name(of device: DiscoveredDevice, among interfaces: [NetworkInterface]) -> String {
        interfaces[device.link].description
    }
}

extension FoundDevice {
    init(_ device: DiscoveredDevice, interface: String) {
        let said = device.announcement
        self.init(
            serial: said.serial, model: said.model, mac: said.mac, ipv4: said.ipv4, source: device.source,
            interface: interface, httpPort: said.httpPort, commandPort: said.commandPort, firmware: said.firmware,
            isActivated: said.isActivated, hikConnect: said.hikConnect, binding: said.binding,
            offersUnbind: said.offersLocalUnbind, rivalry: device.rivalry)
    }
}
