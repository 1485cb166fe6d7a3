import Foundation
import NIOCore

/// Where a host lies as seen from this machine.
enum HostPlace: Sendable {
    case outside
    /// In a private network, or no single host.
    case inside
    /// On this machine, or with the cloud that runs it; also where nothing can be learnt of it.
    case own

    /// As near as the nearest of the host's addresses. Resolves names, and waits for it.
    init(of host: String) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard !host.isEmpty, getaddrinfo(host, nil, &hints, &list) == 0 else {
            self = .own
            return
        }
        defer { freeaddrinfo(list) }
        let own = Set((try? System.enumerateDevices())?.compactMap { HostPlace.bytes(of: $0.address) } ?? [])
        var place = HostPlace.outside
        var next = list
        while let entry = next {
            next = entry.pointee.ai_next
            guard let address = entry.pointee.ai_addr, let bytes = HostPlace.bytes(of: address) else {
                self = .own
                return
            }
            let found = own.contains(bytes) ? .own : HostPlace(bytes)
            if found == .own {
                self = .own
                return
            }
            if found == .inside { place = .inside }
        }
        self = place
    }

    /// - Parameter bytes: four of IPv4, sixteen of IPv6.
    init(_ bytes: [UInt8]) {
        let four = HostPlace.carried(bytes) ?? bytes
        if four.count == 4 { self = HostPlace.ofIPv4(four) } else { self = HostPlace.ofIPv6(four) }
    }

    private static func ofIPv4(_ bytes: [UInt8]) -> HostPlace {
        switch (bytes[0], bytes[1]) {
        // This host, loopback, link-local with the clouds' metadata service.
        case (0, _), (127, _), (169, 254): .own
        // RFC 1918, RFC 6598; what is sent to many.
        case (10, _), (172, 16...31), (192, 168), (100, 64...127), (224..., _): .inside
        default: .outside
        }
    }

    private static func ofIPv6(_ bytes: [UInt8]) -> HostPlace {
        switch (bytes[0], bytes[1]) {
        case (0xFE, 0x80...0xBF): .own
        // RFC 4193, the former site-local addresses, what is sent to many.
        case (0xFC...0xFD, _), (0xFE, 0xC0...0xFF), (0xFF, _): .inside
        default: bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] <= 1 ? .own : .outside
        }
    }

    /// The IPv4 address that one of IPv6 leads to: mapped, compatible, translated (RFC 6052), or by 6to4 (RFC 3056).
    private static func carried(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count == 16 else { return nil }
        let zeros = [UInt8](repeating: 0, count: 10)
        if bytes.starts(with: zeros + [0xFF, 0xFF]) { return Array(bytes.suffix(4)) }
        if bytes.starts(with: zeros + [0, 0]), bytes[12] != 0 { return Array(bytes.suffix(4)) }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B] + zeros.prefix(8)) { return Array(bytes.suffix(4)) }
        if bytes.starts(with: [0x20, 0x02]) { return Array(bytes[2..<6]) }
        return nil
    }

    private static func bytes(of address: SocketAddress?) -> [UInt8]? {
        switch address {
        case .v4(let address): withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
        case .v6(let address): withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
        default: nil
        }
    }

    private static func bytes(of address: UnsafeMutablePointer<sockaddr>) -> [UInt8]? {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin6_addr) { Array($0) }
            }
        default: nil
        }
    }
}
