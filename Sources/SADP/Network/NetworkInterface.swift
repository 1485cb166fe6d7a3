import NIOCore

/// An IPv4 address of this machine's, with the interface that has it.
public struct NetworkInterface: Hashable, Sendable, CustomStringConvertible {
    public let name: String
    /// Dotted decimal.
    public let address: String
    public let isLoopback: Bool
    /// The kernel's number of it.
    let index: Int

    public var description: String { "\(name) (\(address))" }

    /// Every interface with an IPv4 address that carries multicast, and loopback, which can without saying so.
    public static func all() -> [NetworkInterface] {
        let devices = (try? System.enumerateDevices()) ?? []
        return devices.compactMap { device in
            guard case .v4(let v4)? = device.address else { return nil }
            let address = SocketAddress.v4(v4).ipAddress ?? ""
            let isLoopback = address.hasPrefix("127.")
            guard device.multicastSupported || isLoopback else { return nil }
            return NetworkInterface(
                name: device.name, address: address, isLoopback: isLoopback, index: device.interfaceIndex)
        }
    }

    /// The interfaces that a person means: a name, an address or both as they are shown, or all but loopback without a word. A machine with
    /// nothing but loopback searches that.
    public static func chosen(
        _ word: String?, among known: [NetworkInterface] = NetworkInterface.all()
    ) throws(SADPFailure) -> [NetworkInterface] {
        guard let word else {
            let outward = known.filter { !$0.isLoopback }
            let found = outward.isEmpty ? known : outward
            guard !found.isEmpty else { throw .noInterface }
            return found
        }
        let found = known.filter { $0.name == word || $0.address == word || $0.description == word }
        guard !found.isEmpty else { throw .unknownInterface(word, known: known) }
        return found
    }
}
