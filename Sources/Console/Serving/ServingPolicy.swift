import Attendance
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
    /// Asked on the set-up page where strangers could be faster; nil on loopback.
    public let setupCode: String?
    /// The root certificate of our own authority: DER, and its fingerprint.
    public let authority: (certificate: [UInt8], fingerprint: String)?

    public init(
        transport: Transport, setupCode: String?, authority: (certificate: [UInt8], fingerprint: String)? = nil
    ) {
        self.transport = transport
        self.setupCode = setupCode
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

    /// Who really asks: the peer, or the last address that a believed proxy names.
    func client(_ request: Request, _ context: ConsoleContext) -> String {
        let peer = context.peer ?? "-"
        guard case .proxied(let proxies) = transport, proxies.contains(peer),
            let forwarded = HTTPField.Name("X-Forwarded-For").flatMap({ request.headers[$0] }),
            let last = forwarded.split(separator: ",").last
        else { return peer }
        return last.trimmed
    }

    /// Why a request is refused as it came in; nil when it may go on.
    func objection(to request: Request, _ context: ConsoleContext) -> Phrase? {
        switch transport {
        case .tls, .insecure: return nil
        case .loopback:
            // A page of a stranger whose name is made to point at this machine must not speak for its browser.
            let host = (request.head.authority ?? "").lowercased()
            let name =
                host.hasPrefix("[") ? String(host.prefix { $0 != "]" }.dropFirst()) : String(host.prefix { $0 != ":" })
            if name.isEmpty || name == "localhost" || name == "::1" || name.hasPrefix("127.") { return nil }
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
            return nil
        }
    }

    /// The address of this server as the browser knows it, for links that are given away.
    func origin(_ request: Request) -> String {
        let forwarded = HTTPField.Name("X-Forwarded-Host").flatMap { request.headers[$0] }
        var host = request.head.authority ?? "localhost"
        if case .proxied = transport, let forwarded { host = forwarded }
        return (isEncrypted ? "https://" : "http://") + host
    }
}
