import Foundation

extension sockaddr_in {
    /// - Parameter address: in dotted decimal, of loopback unless a test says otherwise.
    init(_ address: String = "127.0.0.1", port: Int) {
        self.init()
        sin_family = sa_family_t(AF_INET)
        sin_port = UInt16(port).bigEndian
        sin_addr.s_addr = inet_addr(address)
    }

    /// As the system's calls take an address.
    func withSocketAddress<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        withUnsafePointer(to: self) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
