import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import Console

/// Which requests are answered at all, and whose they count as. A proxy's word counts where it is ours.
@Suite struct ServingPolicyTests {
    private func context(_ peer: String) throws -> ConsoleContext {
        let channel = EmbeddedChannel()
        channel.remoteAddress = try SocketAddress(ipAddress: peer, port: 40_000)
        return ConsoleContext(source: ApplicationRequestContextSource(channel: channel, logger: Logger(label: "test")))
    }

    private func request(_ host: String?, _ headers: [(String, String)] = []) throws -> Request {
        var head = HTTPRequest(method: .get, scheme: "http", authority: host, path: "/login")
        for (name, value) in headers { head.headerFields.append(.init(name: try #require(.init(name)), value: value)) }
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }

    private func policy(_ transport: ServingPolicy.Transport, _ hosts: [String] = []) -> ServingPolicy {
        ServingPolicy(transport: transport, setupCode: nil, hosts: hosts)
    }

    private func isAnswered(_ policy: ServingPolicy, _ host: String?) throws -> Bool {
        policy.objection(to: try request(host), try context("192.0.2.1")) == nil
    }

    // MARK: Names

    @Test(arguments: [
        ("rollcall.example", true), ("ROLLCALL.example:8443", true), ("192.0.2.7", true), ("[2001:db8::7]:443", true),
        ("other.example", false), ("rollcall.example.evil", false), ("evil-rollcall.example", false),
        ("rollcall.example:@evil.example", false), ("rollcall.example:443443", false), ("", false),
        ("sub.rollcall.example", false),
    ])
    func overANetworkOnlyTheServersNamesAreAnswered(_ host: String, _ isAnswered: Bool) throws {
        for transport in [ServingPolicy.Transport.tls, .insecure] {
            let policy = policy(transport, ["Rollcall.example", "192.0.2.7", "2001:db8::7"])
            #expect(try self.isAnswered(policy, host) == isAnswered)
        }
    }

    @Test(arguments: [
        ("hub.example.com", true), ("example.com", false), ("a.hub.example.com", false), ("evilexample.com", false),
        ("hub.example.com.evil", false), ("example.com.", false),
    ])
    func aStarStandsForOneLabel(_ host: String, _ isAnswered: Bool) throws {
        #expect(try self.isAnswered(policy(.tls, ["*.example.com"]), host) == isAnswered)
    }

    @Test func whereNoNameIsKnownEveryNameIsAnswered() throws {
        #expect(try isAnswered(policy(.tls), "anything.example"))
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.255.255.255:80", true), ("localhost", true), ("LOCALHOST:8080", true),
        ("[::1]:8080", true), ("127.0.0.0.1", false), ("127.0.0.256", false), ("128.0.0.1", false), ("127.0.0.", false),
        ("127.0.0.+1", false), ("127.0.0.1.evil.example", false), ("192.0.2.7", false),
    ])
    func onLoopbackAnswersGoToItsOwnNamesAlone(_ host: String, _ isAnswered: Bool) throws {
        #expect(try self.isAnswered(policy(.loopback, ["192.0.2.7"]), host) == isAnswered)
    }

    @Test func aHostHeaderBesideTheAuthorityIsASecondName() throws {
        let policy = policy(.tls, ["rollcall.example"])
        let both = try request("rollcall.example", [("Host", "rollcall.example")])
        #expect(policy.objection(to: both, try context("192.0.2.1")) != nil)
    }

    // MARK: Proxies

    private let proxied = ServingPolicy(
        transport: .proxied(by: ["192.0.2.1"]), setupCode: nil, hosts: ["rollcall.example"])
    private let secure = ("X-Forwarded-Proto", "https")

    @Test(arguments: [
        ("192.0.2.1", "https", "rollcall.example", true), ("192.0.2.2", "https", "rollcall.example", false),
        ("192.0.2.1", "http", "rollcall.example", false), ("192.0.2.1", "https, http", "rollcall.example", false),
        ("192.0.2.1", "https", "evil.example", false), ("192.0.2.1", "https", "ROLLCALL.example:443", true),
    ])
    func aProxyCountsWhereItIsOursAndSpeaksTLS(
        _ peer: String, _ scheme: String, _ host: String, _ isAnswered: Bool
    ) throws {
        let request = try request("inside", [("X-Forwarded-Proto", scheme), ("X-Forwarded-Host", host)])
        #expect((proxied.objection(to: request, try context(peer)) == nil) == isAnswered)
    }

    @Test func aProxyThatKeepsTheHostIsHeldAgainstIt() throws {
        #expect(proxied.objection(to: try request("rollcall.example", [secure]), try context("192.0.2.1")) == nil)
        #expect(proxied.objection(to: try request("inside", [secure]), try context("192.0.2.1")) != nil)
    }

    @Test(
        arguments: [
            ("192.0.2.1", "203.0.113.9", "203.0.113.9"), ("192.0.2.1", "10.0.0.1, 203.0.113.9", "203.0.113.9"),
            ("192.0.2.1", "203.0.113.9,198.51.100.4 ", "198.51.100.4"),
            ("192.0.2.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1"), ("192.0.2.1", nil, "192.0.2.1"),
            ("192.0.2.1", "", "192.0.2.1"), ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ] as [(String, String?, String)])
    func theLastAddressOfABelievedProxyIsWhoAsks(_ peer: String, _ said: String?, _ who: String) throws {
        let headers = said.map { [("X-Forwarded-For", $0)] } ?? []
        #expect(proxied.client(try request("x", headers), try context(peer)) == ServingPolicy.household(who))
    }

    @Test func withoutAProxyNobodyChoosesTheOwnAddress() throws {
        let request = try request("x", [("X-Forwarded-For", "203.0.113.9")])
        for transport in [ServingPolicy.Transport.loopback, .tls, .insecure] {
            #expect(policy(transport).client(request, try context("198.51.100.7")) == "198.51.100.7")
        }
    }

    @Test func anAddressOfIPv4InIPv6IsThatOfIPv4() throws {
        #expect(policy(.tls).client(try request("x"), try context("::ffff:198.51.100.7")) == "198.51.100.7")
        let neighbours = try ["2001:db8:0:1::9", "2001:db8:0:1:8000::", "2001:db8:0:2::9"].map {
            policy(.tls).client(try request("x"), try context($0))
        }
        #expect(neighbours[0] == neighbours[1] && neighbours[0] != neighbours[2])
    }

    // MARK: What follows

    @Test func theOriginIsTheOneThatTheBrowserKnows() throws {
        let forwarded = try request("inside:8080", [("X-Forwarded-Host", "rollcall.example")])
        #expect(proxied.origin(forwarded) == "https://rollcall.example")
        #expect(proxied.origin(try request("rollcall.example")) == "https://rollcall.example")
        #expect(policy(.tls).origin(forwarded) == "https://inside:8080", "nobody's word but a proxy's")
        #expect(policy(.loopback).origin(forwarded) == "http://inside:8080")
    }

    @Test func onlyEncryptedConnectionsHaveCookiesThatAskForIt() {
        for (transport, isEncrypted, isInsecure) in [
            (ServingPolicy.Transport.loopback, false, false), (.tls, true, false), (.proxied(by: []), true, false),
            (.insecure, false, true),
        ] {
            let policy = policy(transport)
            #expect(policy.isEncrypted == isEncrypted && policy.isInsecure == isInsecure)
            #expect(policy.cookieName == (isEncrypted ? "__Host-rollcall" : "rollcall"))
            #expect(policy.browserCookieName == policy.cookieName + "-browser")
        }
    }
}
