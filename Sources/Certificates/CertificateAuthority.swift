import Attendance
import Crypto
import Foundation
import Store
import SwiftASN1
import X509

/// The data directory's own certificate authority: for servers on a company's network, where no public authority
/// gives certificates. Its root is installed once on each phone and computer. The key is sealed in the store.
public struct CertificateAuthority: Sendable {
    /// The root certificate, DER.
    public let root: [UInt8]
    /// SHA-256 of the root, as people compare it.
    public let fingerprint: String

    private let certificate: Certificate
    private let key: P256.Signing.PrivateKey

    /// A server certificate and its key, PEM. The chain ends below the root.
    public struct Issued: Sendable {
        public let chain: String
        public let key: String
    }

    /// Phones refuse server certificates of more than 825 days, some of more than 398.
    static let serverDays = 390
    static let rootYears = 10

    /// The authority of a store, made on first use.
    ///
    /// - Throws: `StoreFailure`, `CertificateFailure.unreadable`.
    public static func load(from store: Store, now: Instant) async throws -> CertificateAuthority {
        let kept = try await store.programSecrets.load(secretName)
        // A root about to end is replaced; phones are asked to install the new one.
        if let kept, let authority = try CertificateAuthority(kept, lastingBeyond: now) { return authority }
        let key = P256.Signing.PrivateKey()
        let made = try make(key, now: now).serializeAsPEM().pemString + "\n\n" + key.pemRepresentation
        // Of two servers that start for the first time at once, both use the root of the one that was faster.
        let winner = try await store.programSecrets.keep(made, as: secretName, inPlaceOf: kept)
        guard let authority = try CertificateAuthority(winner, lastingBeyond: now) else {
            throw CertificateFailure.unreadable
        }
        return authority
    }

    private static let secretName = "certificate-authority"

    /// Nil where the root that is kept ends within the 400 days that its servers' certificates may need.
    private init?(_ kept: String, lastingBeyond now: Instant) throws {
        let parts = kept.split(separator: "\n\n").map(String.init)
        guard parts.count == 2, let certificate = try? Certificate(pemEncoded: parts[0]),
            let key = try? P256.Signing.PrivateKey(pemRepresentation: parts[1])
        else { throw CertificateFailure.unreadable }
        guard certificate.notValidAfter.timeIntervalSince1970 > Double(now.seconds) + 400 * 86_400 else { return nil }
        try self.init(certificate, key)
    }

    private init(_ certificate: Certificate, _ key: P256.Signing.PrivateKey) throws {
        self.certificate = certificate
        self.key = key
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        root = serializer.serializedBytes
        fingerprint = SHA256.hash(data: Data(root)).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined(separator: ":")
    }

    private static func make(_ key: P256.Signing.PrivateKey, now: Instant) throws -> Certificate {
        let name = try DistinguishedName {
            CommonName("Rollcall root \(Zone.vietnam.date(at: now))")
            OrganizationName("Rollcall")
        }
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
            notValidBefore: date(now, days: -1), notValidAfter: date(now, days: rootYears * 365), issuer: name,
            subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
            }, issuerPrivateKey: Certificate.PrivateKey(key))
    }

    /// A certificate for a server that is reached by these names and IP addresses. Made anew at each start: it costs
    /// a millisecond, and it never ends while the server runs for less than a year.
    public func issue(for names: [String], now: Instant) throws -> Issued {
        let serverKey = P256.Signing.PrivateKey()
        var alternatives: [GeneralName] = []
        for name in names where !name.isEmpty {
            let alternative = CertificateAuthority.alternative(name)
            if !alternatives.contains(alternative) { alternatives.append(alternative) }
        }
        let issued = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(serverKey.publicKey),
            notValidBefore: CertificateAuthority.date(now, days: -1),
            notValidAfter: CertificateAuthority.date(now, days: CertificateAuthority.serverDays),
            issuer: certificate.subject,
            subject: try DistinguishedName { CommonName(String((names.first ?? "rollcall").prefix(60))) },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(alternatives)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey)).keyIdentifier)
            }, issuerPrivateKey: Certificate.PrivateKey(key))
        return Issued(chain: try issued.serializeAsPEM().pemString, key: serverKey.pemRepresentation)
    }

    private static func alternative(_ name: String) -> GeneralName {
        var four = in_addr()
        if inet_pton(AF_INET, name, &four) == 1 {
            return .ipAddress(ASN1OctetString(contentBytes: ArraySlice(withUnsafeBytes(of: four) { Array($0) })))
        }
        var six = in6_addr()
        if inet_pton(AF_INET6, name, &six) == 1 {
            return .ipAddress(ASN1OctetString(contentBytes: ArraySlice(withUnsafeBytes(of: six) { Array($0) })))
        }
        return .dnsName(name)
    }

    private static func date(_ now: Instant, days: Int) -> Date {
        Date(timeIntervalSince1970: Double(now.seconds + Int64(days) * 86_400))
    }
}
