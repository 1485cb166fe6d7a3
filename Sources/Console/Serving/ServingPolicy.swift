import Attendance
import Foundation
import HTTPTypes
import Hummingbird

/// How browsers reach the console, and what follows from it.
public struct ServingPolicy: Sendable {
    public enum Transport: Sendable {
        /// Plain HTTP for this machine's own browsers.
        case loopback
        case tls
        /// Plain HTTP behind proxies that end TLS; only these addresses are believed.
        case proxied(by: [String])
        /// Plain HTTP over a network, asked for and warned of.
        case insecure
    }

    public let transport: Transport
    /// Asked on the set-up page: whoever reads the program's output may make the first account. Nil asks nothing.
    public let setupCode: String?
    /// Names and addresses by which browsers reach the server, in lower case; empty where only a proxy knows them.
    public let hosts: Set<String>
    /// The root certificate of our own authority: DER, and its fingerprint.
    public let authority: (certificate: [UInt8], fingerprint: String)?

    public init(
        transport: Transport, setupCode: String?, hosts: some Sequence<String> = [],
        authority: (certificate: [UInt8], fingerprint: String)? = nil
    ) {
        self.transport = transport
        self.setupCode = setupCode
        self.hosts = Set(hosts.map { $0.lowercased() })
        self.authority = authority
    }

    var isEncrypted: Bool {
        switch transport {
        case .tls, .proxied: true
        case .loopback, .insecure: false
        }
    }

    var isInsecure: Bool {
        if case .insecure = transport { return true }
        return false
    }

    /// `__Host-` cookies are sent back over TLS alone and to this host alone.
    var cookieName: String { isEncrypted ? "__Host-rollcall" : "rollcall" }

    /// Tells a browser that has signed in before from one that has not.
    var browserCookieName: String { cookieName + "-browser" }

    /// Who really asks, as bounds count them: the peer, or the last address that a believed proxy names; of IPv6 the
    /// network of 64 bits, of which one household has every address.
    func client(_ request: Request, _ context: ConsoleContext) -> String {
        ServingPolicy.household(address(request, context))
    }

    public static func household(_ address: String) -> String {
        var bytes = in6_addr()
        guard address.contains(":"), inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        let raw = withUnsafeBytes(of: &bytes) { Array($0) }
        if raw.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
            return raw.suffix(4).map { String($0) }.joined(separator: ".")
        }
        return raw.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }

    /// The address that really asks: the peer, or the last one that a believed proxy names; IPv4 within IPv6 as IPv4.
    func exactClient(_ request: Request, _ context: ConsoleContext) -> String {
        let address = address(request, context)
        let mapped = "::ffff:"
        return address.lowercased().hasPrefix(mapped) && address.contains(".")
            ? String(address.dropFirst(mapped.count)) : address
    }

    private func address(_ request: Request, _ context: ConsoleContext) -> String {
        let peer = context.peer ?? "-"
        guard case .proxied(let proxies) = transport, proxies.contains(peer),
            let forwarded = HTTPField.Name("X-Forwarded-For").flatMap({ request.headers[$0] }),
            let last = forwarded.split(separator: ",").last
        else { return peer }
        return last.trimmed
    }

    /// Why a request is refused as it came in; nil when it may go on.
    public func objection(to request: Request, _ context: ConsoleContext) -> Phrase? {
        // The codec takes the first for the authority and leaves the others.
        if HTTPField.Name("Host").map({ request.headers.contains($0) }) ?? false {
            return Phrase(en: "the request names two hosts", vi: "yêu cầu có hai tên máy chủ")
        }
        let host = ServingPolicy.name(of: request.head.authority ?? "")
        switch transport {
        case .tls, .insecure: return hostObjection(host)
        case .loopback:
            // A page of a stranger whose name is made to point at this machine must not speak for its browser.
            if host == "localhost" || host == "::1" || ServingPolicy.isLoopbackAddress(host) { return nil }
            return Phrase(
                en: "this address is for this machine alone: open it as http://localhost",
                vi: "địa chỉ này chỉ dùng trên máy này: hãy mở bằng http://localhost")
        case .proxied(let proxies):
            guard let peer = context.peer, proxies.contains(peer) else {
                return Phrase(
                    en: "this port answers the configured proxy alone; open the proxy's address",
                    vi: "cổng này chỉ trả lời proxy đã cấu hình; hãy mở địa chỉ của proxy")
            }
            let scheme = HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] }
            guard scheme == "https" else {
                return Phrase(
                    en: "the proxy must set X-Forwarded-Proto: https, and serve this site over TLS alone",
                    vi: "proxy phải đặt X-Forwarded-Proto: https và chỉ phục vụ trang này qua TLS")
            }
            let forwarded = HTTPField.Name("X-Forwarded-Host").flatMap { request.headers[$0] }
            return hostObjection(forwarded.map(ServingPolicy.name) ?? host)
        }
    }

    private func hostObjection(_ host: String) -> Phrase? {
        if hosts.isEmpty || hosts.contains(host) { return nil }
        let parent = host.drop { $0 != "." }
        if !parent.isEmpty, hosts.contains("*" + parent) { return nil }
        return Phrase(
            en: "this server is not known by that name: start it with --host-name NAME to add one",
            vi: "máy chủ không có tên này: khởi động với --host-name TÊN để thêm")
    }

    /// The host of an authority, without its port and brackets, in lower case. Whatever stands there instead of a port
    /// makes it another name: `ours:@evil.example` would make links to a stranger.
    static func name(of authority: String) -> String {
        let text = authority.lowercased()
        if text.hasPrefix("[") {
            let end = text.firstIndex(of: "]") ?? text.endIndex
            guard isPort(text[end...].dropFirst()) else { return text }
            return String(text[..<end].dropFirst())
        }
        let end = text.firstIndex(of: ":") ?? text.endIndex
        return isPort(text[end...]) ? String(text[..<end]) : text
    }

    /// Nothing, or a colon and at most five digits.
    private static func isPort(_ text: Substring) -> Bool {
        guard let colon = text.utf8.first else { return true }
        let digits = text.utf8.dropFirst()
        return colon == UInt8(ascii: ":") && digits.count <= 5 && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    /// 127.0.0.0/8, four numbers and nothing else: `127.evil.example` is a name.
    static func isLoopbackAddress(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { UInt8($0) != nil && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    }

    /// The address of this server as the browser knows it, for links that are given away.
    func origin(_ request: Request) -> String {
        let forwarded = HTTPField.Name("X-Forwarded-Host").flatMap { request.headers[$0] }
        var host = request.head.authority ?? "localhost"
        if case .proxied = transport, let forwarded { host = forwarded }
        return (isEncrypted ? "https://" : "http://") + host
    }
}
