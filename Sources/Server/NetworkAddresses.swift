import NIOCore

/// The addresses of this machine's interfaces.
enum NetworkAddresses {
    /// Without loopback and link-local ones; empty where they cannot be listed.
    static func all() -> [String] {
        let devices = (try? System.enumerateDevices()) ?? []
        return devices.compactMap { $0.address?.ipAddress }.filter { address in
            !address.hasPrefix("127.") && address != "::1" && !address.lowercased().hasPrefix("fe80")
        }
    }
}
