import Attendance
import Certificates
import Console
import Foundation
import HTTPServing
import Hummingbird
import HummingbirdCore
import NIOSSL
import Store

/// Where the server listens, and how what it says is kept from others.
public struct ServingPlan: Sendable {
    public enum Security: Sendable {
        /// Plain HTTP on loopback, our own authority elsewhere.
        case automatic
        /// PEM files: the chain with the server's certificate first, and its key.
        case files(certificate: String, key: String)
        /// A certificate authority of this data directory's own.
        case ownAuthority
        /// Plain HTTP for proxies at these addresses, which end TLS.
        case proxied(by: [String])
        /// Plain HTTP for everybody.
        case insecure
    }

    public let host: String
    public let port: Int
    public let security: Security
    /// Names and addresses by which browsers reach the server, for our own certificate.
    public let names: [String]
    /// Asked on the set-up page.
    public let setupCode: String
    /// Where terminals that push are served besides: plain HTTP, and nothing but their own paths.
    public let terminals: (host: String, port: Int)?

    public init(
        host: String, port: Int, security: Security = .automatic, names: [String] = [], setupCode: String,
        terminals: (host: String, port: Int)? = nil
    ) {
        self.terminals = terminals
        self.host = host
        self.port = port
        self.security = security
        self.names = names
        self.setupCode = setupCode
    }

    public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// The plan carried out: certificates loaded or made.
    func secured(_ store: Store, now: Instant) async throws -> Secured {
        let known = names + ServingPlan.ownNames(host)
        switch security {
        case .automatic where isLoopback:
            return Secured(policy: ServingPolicy(transport: .loopback, setupCode: setupCode), tls: nil)
        case .insecure:
            return Secured(
                policy: ServingPolicy(
                    transport: isLoopback ? .loopback : .insecure, setupCode: setupCode, hosts: known), tls: nil)
        case .proxied(let proxies):
            return Secured(
                policy: ServingPolicy(transport: .proxied(by: proxies), setupCode: setupCode, hosts: names), tls: nil)
        case .files(let certificate, let key):
            return Secured(
                policy: ServingPolicy(
                    transport: .tls, setupCode: setupCode,
                    hosts: known + CertificateNames.of(certificate)),
                tls: try Secured.files(certificate: certificate, key: key))
        case .automatic, .ownAuthority:
            let authority = try await CertificateAuthority.load(from: store, now: now)
            let issued = try authority.issue(for: known, now: now)
            return Secured(
                policy: ServingPolicy(
                    transport: .tls, setupCode: setupCode, hosts: known,
                    authority: (certificate: authority.root, fingerprint: authority.fingerprint)),
                tls: try Secured.pem(certificate: issued.chain, key: issued.key))
        }
    }

    /// What this machine is called, where nobody says it.
    private static func ownNames(_ host: String) -> [String] {
        var names = ["localhost", "127.0.0.1", "::1", ProcessInfo.processInfo.hostName]
        if host != "0.0.0.0", host != "::" { names.append(host) }
        return names + NetworkAddresses.all()
    }
}

/// A plan with its certificates at hand.
struct Secured {
    let policy: ServingPolicy
    let tls: TLSConfiguration?

    var scheme: String { tls == nil ? "http" : "https" }

    func server(_ book: ConnectionBook) -> HTTPServerBuilder { Secured.server(book, tls: tls) }

    static func server(_ book: ConnectionBook, tls: TLSConfiguration?) -> HTTPServerBuilder {
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        decoder.maxHeaderFieldSize = 16 << 10
        decoder.maxHeaderListSize = 32 << 10
        decoder.maxHeaderFieldCount = 100
        return HTTP1Server.builder(
            .init(additionalChannelHandlers: [ConnectionWatch(book)], httpDecoderConfiguration: decoder), tls: tls)
    }

    static func files(certificate: String, key: String) throws -> TLSConfiguration {
        do {
            return configuration(
                chain: try NIOSSLCertificate.fromPEMFile(certificate),
                key: try NIOSSLPrivateKey(file: key, format: .pem))
        } catch {
            throw CertificateFailure.unusableFiles(certificate: certificate, key: key)
        }
    }

    static func pem(certificate: String, key: String) throws -> TLSConfiguration {
        configuration(
            chain: try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)),
            key: try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem))
    }

    private static func configuration(chain: [NIOSSLCertificate], key: NIOSSLPrivateKey) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        // Of TLS 1.2 what authenticates as it encrypts and forgets its keys; TLS 1.3 has nothing else.
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        ]
        return configuration
    }
}
