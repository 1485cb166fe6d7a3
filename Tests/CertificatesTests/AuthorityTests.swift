import Attendance
import Crypto
import Foundation
import Store
import SwiftASN1
import TestSupport
import Testing
import X509

@testable import Certificates

/// The data directory's own authority: one root for years, and certificates that phones accept.
@Suite struct AuthorityTests {
    private static let start = Instant("2026-03-16T10:00:00+07:00")

    private func withStore(_ body: @escaping @Sendable (Store) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            try await body(try Store(directory: directory.appending(path: "data"), environment: [:]))
        }
    }

    private func parsed(_ issued: CertificateAuthority.Issued) throws -> Certificate {
        try Certificate(pemEncoded: issued.chain)
    }

    private func days(_ count: Int, after start: Instant = AuthorityTests.start) -> Instant {
        start + .hours(24 * count)
    }

    private func seconds(_ date: Date) -> Int64 { Int64(date.timeIntervalSince1970) }

    @Test func theRootIsMadeOnceAndKept() async throws {
        try await withStore { store in
            let first = try await CertificateAuthority.load(from: store, now: Self.start)
            for later in [0, 1, 365, 3249] {
                let again = try await CertificateAuthority.load(from: store, now: days(later))
                #expect(again.root == first.root && again.fingerprint == first.fingerprint, "after \(later) days")
            }
        }
    }

    @Test func serversThatStartAtOnceUseOneRoot() async throws {
        try await withStore { store in
            let prints = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await CertificateAuthority.load(from: store, now: Self.start).fingerprint }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(prints.count == 1)
        }
    }

    @Test func aRootThatIsAboutToEndIsReplacedAndTheNewOneStays() async throws {
        try await withStore { store in
            let first = try await CertificateAuthority.load(from: store, now: Self.start)
            // 400 days are what the certificates below it last, and some.
            let second = try await CertificateAuthority.load(from: store, now: days(3250))
            #expect(second.root != first.root)
            #expect(try await CertificateAuthority.load(from: store, now: days(3251)).root == second.root)
        }
    }

    @Test func theRootIsAnAuthorityForTenYearsAndSignsItself() async throws {
        try await withStore { store in
            let authority = try await CertificateAuthority.load(from: store, now: Self.start)
            let root = try Certificate(derEncoded: authority.root)
            #expect(seconds(root.notValidBefore) == days(-1).seconds)
            #expect(seconds(root.notValidAfter) == days(3650).seconds)
            #expect(root.publicKey.isValidSignature(root.signature, for: root) && root.issuer == root.subject)
            #expect("\(root.subject)".contains("Rollcall root 2026-03-16"))
            #expect(try root.extensions.basicConstraints == .isCertificateAuthority(maxPathLength: 0))
            let usage = try #require(try root.extensions.keyUsage)
            #expect(usage.keyCertSign && usage.cRLSign && !usage.digitalSignature)
        }
    }

    @Test func theFingerprintIsWhatPeopleCompare() async throws {
        // Bytes below 16 are in most of them, and not in all.
        for _ in 0..<6 {
            try await withStore { store in
                let authority = try await CertificateAuthority.load(from: store, now: Self.start)
                let bytes = authority.fingerprint.split(separator: ":").compactMap { UInt8($0, radix: 16) }
                #expect(bytes == Array(SHA256.hash(data: Data(authority.root))))
                #expect(authority.fingerprint.wholeMatch(of: /([0-9A-F]{2}:){31}[0-9A-F]{2}/) != nil)
            }
        }
    }

    @Test func whatTheStoreKeepsIsAnAuthorityOrAnErrorAndNeverANewOne() async throws {
        try await withStore { store in
            _ = try await CertificateAuthority.load(from: store, now: Self.start)
            let kept = try #require(try await store.programSecrets.load("certificate-authority"))
            let parts = kept.components(separatedBy: "\n\n")
            for broken in ["none", parts[0], "x\n\n" + parts[1], parts[0] + "\n\nx", kept + "\n\nmore"] {
                try await store.programSecrets.keep(broken, as: "certificate-authority")
                let error = await #expect(throws: Certificates.CertificateFailure.self) {
                    _ = try await CertificateAuthority.load(from: store, now: Self.start)
                }
                #expect(error?.phrase.en.contains("cannot be read") == true)
                #expect(try await store.programSecrets.load("certificate-authority") == broken, "left as it is")
            }
        }
    }

    @Test func aServersCertificateIsSignedByTheRootAndIsNoAuthority() async throws {
        try await withStore { store in
            let authority = try await CertificateAuthority.load(from: store, now: Self.start)
            let root = try Certificate(derEncoded: authority.root)
            let issued = try authority.issue(for: ["hub.local"], now: Self.start)
            let certificate = try parsed(issued)
            #expect(root.publicKey.isValidSignature(certificate.signature, for: certificate))
            #expect(certificate.issuer == root.subject && "\(certificate.subject)".contains("hub.local"))
            #expect(try certificate.extensions.basicConstraints == .notCertificateAuthority)
            #expect(try certificate.extensions.extendedKeyUsage?.contains(.serverAuth) == true)
            let usage = try #require(try certificate.extensions.keyUsage)
            #expect(usage.digitalSignature && !usage.keyCertSign)
            let authorityKey = try certificate.extensions.authorityKeyIdentifier?.keyIdentifier
            #expect(try authorityKey == root.extensions.subjectKeyIdentifier?.keyIdentifier && authorityKey != nil)
            // The key that comes with it is the certificate's own.
            let key = try P256.Signing.PrivateKey(pemRepresentation: issued.key)
            #expect(certificate.publicKey == Certificate.PublicKey(key.publicKey))
            let other = try parsed(try authority.issue(for: ["hub.local"], now: Self.start))
            #expect(other.publicKey != certificate.publicKey && other.serialNumber != certificate.serialNumber)
        }
    }

    @Test func aServersCertificateLastsNoLongerThanPhonesAccept() async throws {
        try await withStore { store in
            let authority = try await CertificateAuthority.load(from: store, now: Self.start)
            let now = days(100)
            let certificate = try parsed(try authority.issue(for: ["hub.local"], now: now))
            #expect(seconds(certificate.notValidBefore) == days(99).seconds, "a clock that is behind accepts it too")
            #expect(seconds(certificate.notValidAfter) == days(490).seconds)
            let span = certificate.notValidAfter.timeIntervalSince(certificate.notValidBefore)
            #expect(span <= 398 * 86_400)
        }
    }

    @Test func everyNameIsTheKindOfNameThatItIsAndStandsOnce() async throws {
        try await withStore { store in
            let authority = try await CertificateAuthority.load(from: store, now: Self.start)
            let names = ["hub.local", "192.0.2.5", "", "2001:db8::5", "hub.local", "192.0.2.5", "192.0.2", "localhost"]
            let certificate = try parsed(try authority.issue(for: names, now: Self.start))
            let expected: [GeneralName] = [
                .dnsName("hub.local"), .ipAddress(ASN1OctetString(contentBytes: [192, 0, 2, 5])),
                .ipAddress(
                    ASN1OctetString(contentBytes: [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5])),
                .dnsName("192.0.2"), .dnsName("localhost"),
            ]
            #expect(try certificate.extensions.subjectAlternativeNames.map { Array($0) } == expected)
        }
    }

    @Test func aLongNameIsCutInTheSubjectAndWholeWhereItCounts() async throws {
        try await withStore { store in
            let authority = try await CertificateAuthority.load(from: store, now: Self.start)
            let long = String(repeating: "a", count: 63) + "." + String(repeating: "b", count: 63)
            let certificate = try parsed(try authority.issue(for: [long], now: Self.start))
            #expect("\(certificate.subject)" == "CN=" + long.prefix(60))
            #expect(try certificate.extensions.subjectAlternativeNames.map { Array($0) } == [.dnsName(long)])
            let nameless = try parsed(try authority.issue(for: [], now: Self.start))
            #expect("\(nameless.subject)" == "CN=rollcall")
        }
    }

    // MARK: Names of given files

    @Test func theNamesOfAFileAreThoseOfItsFirstCertificate() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Store(directory: directory.appending(path: "data"), environment: [:])
            let authority = try await CertificateAuthority.load(from: store, now: Self.start)
            let first = try authority.issue(for: ["*.anhduong.vn", "192.0.2.5", "anhduong.vn"], now: Self.start)
            let second = try authority.issue(for: ["elsewhere.vn"], now: Self.start)
            let file = directory.appending(path: "chain.pem")
            func names(_ text: String) throws -> [String] {
                try Data(text.utf8).write(to: file)
                return CertificateNames.of(file.path)
            }
            #expect(try names(first.chain) == ["*.anhduong.vn", "anhduong.vn"])
            #expect(try names(first.chain + "\n" + second.chain) == ["*.anhduong.vn", "anhduong.vn"])
            #expect(try names(second.chain + "\n" + first.chain) == ["elsewhere.vn"])
            let root = try Certificate(derEncoded: authority.root).serializeAsPEM().pemString
            #expect(try names(root).isEmpty, "a root names no server")
            for text in ["", "no certificate", first.key, String(first.chain.dropLast(40))] {
                #expect(try names(text).isEmpty)
            }
            #expect(CertificateNames.of(directory.appending(path: "none.pem").path).isEmpty)
        }
    }

    @Test func filesThatCannotBeUsedAreNamedInBothLanguages() {
        let phrase = Certificates.CertificateFailure.unusableFiles(certificate: "a.pem", key: "b.pem").phrase
        for text in [phrase.en, phrase.vi] { #expect(text.contains("a.pem") && text.contains("b.pem")) }
        #expect(Certificates.CertificateFailure.unreadable.phrase.vi.contains("tổ chức chứng thực"))
    }
}
