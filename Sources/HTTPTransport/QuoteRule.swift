import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// Of whose replies words may be shown. Whoever enters the address of a device or an HR system must not read the
/// machine's own services with it, nor those of its network, unless an administrator has listed the host.
public final class QuoteRule: Sendable {
    private enum Place { case outside, inside, own }

    private let listed: (@Sendable () async -> [String])?
    private let places = Mutex<[String: (place: Place, until: ContinuousClock.Instant)]>([:])
    private static let memory = Duration.seconds(300)

    /// Everything may be quoted: for tests, whose servers are all on loopback.
    public static let everything = QuoteRule(nil)

    /// - Parameter listed: hosts inside that an administrator allows, as names or addresses.
    public init(listed: @escaping @Sendable () async -> [String]) {
        self.listed = listed
    }

    private init(_ listed: (@Sendable () async -> [String])?) {
        self.listed = listed
    }

    func allows(_ url: String) async -> Bool {
        guard let listed else { return true }
        guard let host = URLComponents(string: url)?.host?.lowercased() else { return false }
        let name = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        switch await place(of: name) {
        case .outside: return true
        case .inside: return await listed().contains(name)
        case .own: return false
        }
    }

    private func place(of host: String) async -> Place {
        let now = ContinuousClock.now
        if let known = places.withLock({ $0[host] }), known.until > now { return known.place }
        let found = try? await NIOThreadPool.singleton.runIfActive { QuoteRule.resolved(host) }
        let place = found ?? .own
        places.withLock { places in
            if places.count > 1000 { places = [:] }
            places[host] = (place, now + QuoteRule.memory)
        }
        return place
    }

    /// Where a host lies: as near as the nearest of its addresses.
    private static func resolved(_ host: String) -> Place {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return .own }
        defer { freeaddrinfo(list) }
        let own = Set((try? System.enumerateDevices())?.compactMap { $0.address?.ipAddress } ?? [])
        var place = Place.outside
        var next = list
        while let entry = next {
            next = entry.pointee.ai_next
            guard let address = entry.pointee.ai_addr, let bytes = bytes(of: address) else { return .own }
            let text = text(of: address, entry.pointee.ai_addrlen)
            if own.contains(text) || isOwn(bytes) { return .own }
            if isInside(bytes) { place = .inside }
        }
        return place
    }

    /// Four bytes of IPv4, also of one that IPv6 carries, or sixteen.
    private static func bytes(of address: UnsafeMutablePointer<sockaddr>) -> [UInt8]? {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            let bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin6_addr) { Array($0) }
            }
            let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            return bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
        default: return nil
        }
    }

    private static func text(of address: UnsafeMutablePointer<sockaddr>, _ length: socklen_t) -> String {
        var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        guard getnameinfo(address, length, &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST) == 0 else {
            return ""
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Loopback, link-local with the clouds' metadata service, unspecified.
    static func isOwn(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 4 { return bytes[0] == 127 || bytes[0] == 0 || bytes[0] == 169 && bytes[1] == 254 }
        return bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] <= 1 || bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    }

    /// Private and shared ranges (RFC 1918, RFC 6598, RFC 4193), and what is no single host.
    static func isInside(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 4 {
            return bytes[0] == 10 || bytes[0] == 172 && bytes[1] & 0xF0 == 16 || bytes[0] == 192 && bytes[1] == 168
                || bytes[0] == 100 && bytes[1] & 0xC0 == 64 || bytes[0] >= 224
        }
        return bytes[0] & 0xFE == 0xFC || bytes[0] == 0xFF
    }
}
