import Console
import HTTPTransport
import TestSupport
import Testing

@Suite struct HostTests {
    @Test(arguments: [
        "127.evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "127.1", "[::1].evil", "",
        "localhost:@evil.example",
        "localhost:80@evil.example", "localhost:1:2", "127.0.0.1:x", "[::1]:@evil.example", "localhost:999999",
    ])
    func onLoopbackOnlyItsExactNamesAreAnswered(_ host: String) async throws {
        try await TestConsole.with { test, _ in
            for path in ["/login", "/assets/console.css", "/api/v1/openapi.json"] {
                let reply = try await test.stranger.get(path, headers: [(name: "Host", value: host)])
                #expect(reply.status == 421, "\(path)")
            }
        }
    }

    @Test func aSecondHostIsRefused() async throws {
        try await TestConsole.with { test, _ in
            let reply = try await test.stranger.get(
                "/login", headers: [(name: "Host", value: "localhost"), (name: "Host", value: "evil.example")])
            #expect(reply.status == 421 || reply.status == 400)
        }
    }

    @Test(arguments: [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::1", true), ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ("::ffff:192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
    ])
    func aHouseholdIsOneAddress(_ one: String, _ other: String, _ isSame: Bool) {
        #expect((ServingPolicy.household(one) == ServingPolicy.household(other)) == isSame)
    }
}
