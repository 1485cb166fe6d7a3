import Attendance
import Certificates
import Console
import Foundation
import NIOSSL
import Store
import TestSupport
import Testing

@testable import Server

/// Where the server listens decides how it is kept from others.
@Suite struct ServingPlanTests {
    private func secured(
        _ host: String, _ security: ServingPlan.Security = .automatic, names: [String] = []
    ) async throws -> Secured {
        try await withTemporaryDirectory { directory in
            let store = try Store(directory: directory, environment: [:])
            let plan = ServingPlan(host: host, port: 0, security: security, names: names, setupCode: "code")
            return try await plan.secured(store, now: Instant(TestHub.usualNow))
        }
    }

    private func kind(_ policy: ServingPolicy) -> String {
        switch policy.transport {
        case .loopback: "loopback"
        case .tls: "tls"
        case .insecure: "insecure"
        case .proxied(let proxies): "proxied by \(proxies.joined(separator: " "))"
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1", "127.8.9.10", "::1"])
    func onLoopbackItIsPlainWhicheverNameThatHas(_ host: String) async throws {
        for security in [ServingPlan.Security.automatic, .insecure] {
            let secured = try await secured(host, security)
            #expect(kind(secured.policy) == "loopback" && secured.tls == nil && secured.scheme == "http")
            #expect(secured.policy.setupCode == "code")
        }
    }

    @Test(arguments: ["0.0.0.0", "::", "192.0.2.7", "hub.example", "1127.0.0.1"])
    func elsewhereItHasACertificateOfItsOwn(_ host: String) async throws {
        let secured = try await secured(host, names: ["Rollcall.Example"])
        #expect(kind(secured.policy) == "tls" && secured.scheme == "https")
        #expect(secured.policy.authority != nil && secured.policy.setupCode == "code")
        let hosts = secured.policy.hosts
        #expect(hosts.isSuperset(of: ["rollcall.example", "localhost", "127.0.0.1", "::1"]))
        #expect(hosts.contains(host) == !["0.0.0.0", "::"].contains(host), "everywhere is not a name")
        #expect(hosts.contains(ProcessInfo.processInfo.hostName.lowercased()))
        let tls = try #require(secured.tls)
        #expect(tls.minimumTLSVersion == .tlsv12 && tls.certificateChain.count >= 1)
    }

    @Test func plainHTTPOverANetworkIsWarnedOfAndStillHasItsNames() async throws {
        let secured = try await secured("192.0.2.7", .insecure, names: ["hub.example"])
        #expect(kind(secured.policy) == "insecure" && secured.tls == nil)
        #expect(secured.policy.hosts.isSuperset(of: ["192.0.2.7", "hub.example"]))
    }

    @Test func behindAProxyOnlyTheNamesThatWereGivenAreKnown() async throws {
        let proxies = ServingPlan.Security.proxied(by: ["192.0.2.1", "192.0.2.2"])
        let open = try await secured("127.0.0.1", proxies)
        #expect(kind(open.policy) == "proxied by 192.0.2.1 192.0.2.2" && open.tls == nil)
        #expect(open.policy.hosts.isEmpty, "the proxy knows its names")
        #expect(try await secured("10.0.0.1", proxies, names: ["a.example"]).policy.hosts == ["a.example"])
    }

    @Test func aCertificateOfOnesOwnMayBeAskedForOnLoopbackToo() async throws {
        let secured = try await secured("127.0.0.1", .ownAuthority)
        #expect(kind(secured.policy) == "tls" && secured.policy.authority?.fingerprint.isEmpty == false)
    }

    @Test func theAuthorityStaysTheSameWhenTheServerStartsAgain() async throws {
        try await withTemporaryDirectory { directory in
            let store = try Store(directory: directory, environment: [:])
            let plan = ServingPlan(host: "0.0.0.0", port: 0, setupCode: "code")
            let now = Instant(TestHub.usualNow)
            let first = try await plan.secured(store, now: now)
            let second = try await plan.secured(store, now: now + .hours(24 * 30))
            #expect(first.policy.authority?.fingerprint == second.policy.authority?.fingerprint)
        }
    }

    @Test func filesThatAreNoCertificateAreNamed() async throws {
        await #expect(throws: CertificateFailure.self) {
            _ = try await secured("0.0.0.0", .files(certificate: "/nowhere/a.pem", key: "/nowhere/a.key"))
        }
    }

    @Test func oldCiphersAndVersionsAreNotOffered() async throws {
        let tls = try #require(try await secured("0.0.0.0").tls)
        // ECDHE with AES-GCM or ChaCha20, by RFC 5289 and RFC 7905.
        let modern: Set<UInt16> = [0xC02B, 0xC02C, 0xC02F, 0xC030, 0xCCA8, 0xCCA9]
        #expect(!tls.cipherSuiteValues.isEmpty)
        #expect(modern.isSuperset(of: tls.cipherSuiteValues.map(\.rawValue)))
        #expect(tls.minimumTLSVersion == .tlsv12)
    }

    @Test func addressesOfThisMachineAreThoseThatOthersReach() {
        for address in NetworkAddresses.all() {
            #expect(!address.hasPrefix("127.") && address != "::1" && !address.lowercased().hasPrefix("fe80"))
        }
    }
}
