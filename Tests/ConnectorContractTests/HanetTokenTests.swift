import Attendance
import ConnectorKit
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import HanetConnector

/// Which token is used, when one is renewed, and what is kept of it.
@Suite struct HanetTokenTests {
    /// Stored credentials of an account, and what was kept of every renewal.
    private final class Vault: Sendable {
        private let state: Mutex<(stored: Credentials, kept: [Credentials])>

        init(_ stored: Credentials) { state = Mutex((stored, [])) }

        var kept: [Credentials] { state.withLock { $0.kept } }

        var store: CredentialStore {
            CredentialStore { renewal in
                let fresh = try await renewal(self.state.withLock { $0.stored })
                self.state.withLock {
                    $0.stored = fresh
                    $0.kept.append(fresh)
                }
                return fresh
            }
        }
    }

    private static func pair(_ token: String, _ refresh: String? = nil, secret: String? = nil) -> FieldValues {
        var values = FieldValues(["token": [token]])
        values.set("refresh-token", refresh)
        values.set("client-secret", secret)
        return values
    }

    private static let application = ["client-id": "app", "client-secret": "whose"]

    /// Hanet that takes some tokens, and an OAuth server beside it.
    private func vendor(
        takes tokens: Set<String>,
        _ oauth: @escaping @Sendable ([String: String]) -> HTTPReply = { _ in
            .json("{}", status: 500)
        }
    ) -> ScriptedVendor {
        ScriptedVendor { call in
            if call.url.hasPrefix("http://oauth.test/token") { return oauth(call.form) }
            guard tokens.contains(call.form["token"] ?? "") else { return .hanet(code: -103) }
            return call.isCount ? .hanet("0") : .hanet("[]")
        }
    }

    private func read(
        _ vendor: ScriptedVendor, _ vault: Vault, _ fields: [String: String] = Self.application
    ) async throws -> ConnectorFailure? {
        try await HanetConnector(context: hanetContext(vendor, fields, credentials: vault.store))
            .collect(from: "2026-03-10T00:00:00+07:00", to: "2026-03-11T00:00:00+07:00").failure
    }

    @Test func whatAnotherPlaceHasRenewedIsUsedAndNothingIsAskedForAgain() async throws {
        let vault = Vault(Credentials(values: Self.pair("t1", "r1"), spares: [Self.pair("t9")]))
        let vendor = vendor(takes: ["t1"])
        #expect(try await read(vendor, vault) == nil)
        #expect(vendor.calls(on: "/token").isEmpty)
        #expect(vault.kept == [Credentials(values: Self.pair("t1", "r1"), spares: [Self.pair("t9")])])
    }

    @Test func aSpareThatLivesTakesThePlaceOfADeadPairAndTheOnesBehindItStaySpares() async throws {
        let vault = Vault(Credentials(values: Self.pair("t0"), spares: [Self.pair("t2"), Self.pair("t3")]))
        #expect(try await read(vendor(takes: ["t2"]), vault) == nil)
        #expect(vault.kept == [Credentials(values: Self.pair("t2"), spares: [Self.pair("t3")])])
        // A spare that is dead too is not kept for long.
        let next = Vault(Credentials(values: Self.pair("t0"), spares: [Self.pair("t2"), Self.pair("t3")]))
        #expect(try await read(vendor(takes: ["t3"]), next) == nil)
        #expect(next.kept.last == Credentials(values: Self.pair("t3"), spares: []))
    }

    @Test func aRenewalSendsThePairsOwnSecretAndKeepsARefreshTokenThatIsNotReplaced() async throws {
        for (answer, refresh) in [
            (#"{"access_token":"new"}"#, "r0"), (#"{"access_token":"new","refresh_token":""}"#, "r0"),
            (#"{"access_token":"new","refresh_token":"r1"}"#, "r1"),
        ] {
            let vault = Vault(Credentials(values: Self.pair("t0", "r0", secret: "own"), spares: [Self.pair("t0", "x")]))
            let vendor = vendor(takes: ["new"]) { _ in .json(answer) }
            #expect(try await read(vendor, vault) == nil)
            #expect(
                vendor.calls(on: "/token").map(\.form) == [
                    [
                        "grant_type": "refresh_token", "refresh_token": "r0", "client_id": "app",
                        "client_secret": "own",
                    ]
                ])
            // What was entered besides is older than a pair of this moment.
            #expect(vault.kept == [Credentials(values: Self.pair("new", refresh, secret: "own"))])
        }
    }

    @Test(arguments: [400, 401]) func aPairWhoseRenewalIsRefusedGivesWayToTheNext(_ status: Int) async throws {
        let vault = Vault(Credentials(values: Self.pair("t0", "r0"), spares: [Self.pair("t0", "r1")]))
        let vendor = vendor(takes: ["new"]) { form in
            form["refresh_token"] == "r1"
                ? .json(#"{"access_token":"new","refresh_token":"r2"}"#)
                : .json(#"{"error":"invalid_grant","error_description":"stale"}"#, status: status)
        }
        #expect(try await read(vendor, vault) == nil)
        #expect(vendor.calls(on: "/token").map { $0.form["client_secret"] } == ["whose", "whose"])
        #expect(vault.kept == [Credentials(values: Self.pair("new", "r2"))])
    }

    @Test func whenAllAreRefusedThePersonReadsWhyAndNothingIsKept() async throws {
        let vault = Vault(Credentials(values: Self.pair("t0", "r0"), spares: [Self.pair("t0", "r1")]))
        let vendor = vendor(takes: []) { form in
            .json("{\"error_description\":\"\(form["refresh_token"] ?? "") is stale\"}", status: 400)
        }
        let failure = try await read(vendor, vault)
        #expect(failure?.code == .credentials && failure?.problem.en.contains("(r1 is stale)") == true)
        #expect(failure?.remedy.en.contains("application app") == true)
        #expect(vault.kept.isEmpty && vendor.calls(on: "/token").count == 2)
        // OAuth's short word stands in for a description.
        let short = self.vendor(takes: []) { _ in .json(#"{"error":"invalid_grant"}"#, status: 400) }
        #expect(try await read(short, vault)?.problem.en.contains("invalid_grant") == true)
    }

    @Test func troubleOfTheOAuthServerIsNoRefusalOfTheToken() async throws {
        for (reply, code) in [
            (HTTPReply.json("{}", status: 500), ConnectorFailure.Code.vendorFault),
            (.json("{}", status: 429), .rateLimited), (.json("{}"), .badReply), (.json("<html>"), .badReply),
            (.json(#"{"access_token":""}"#), .badReply),
        ] {
            let vault = Vault(Credentials(values: Self.pair("t0", "r0")))
            let failure = try await read(vendor(takes: []) { _ in reply }, vault)
            #expect(failure?.code == code && vault.kept.isEmpty)
        }
    }

    @Test(arguments: [["client-id": "app"], ["client-secret": "whose"], [:]])
    func withoutAnApplicationNothingIsRenewed(_ fields: [String: String]) async throws {
        let vault = Vault(Credentials(values: Self.pair("t0", "r0")))
        let vendor = vendor(takes: []) { _ in .json(#"{"access_token":"new"}"#) }
        let failure = try await read(vendor, vault, fields)
        #expect(failure?.code == .credentials && failure?.remedy.en.contains("developers.hanet.ai") == true)
        #expect(vendor.calls(on: "/token").isEmpty && vault.kept.isEmpty)
    }

    @Test func aTokenThatIsRefusedRightAfterItsRenewalIsNotRenewedAgain() async throws {
        let vault = Vault(Credentials(values: Self.pair("t0", "r0")))
        let vendor = vendor(takes: []) { _ in .json(#"{"access_token":"new","refresh_token":"r0"}"#) }
        #expect(try await read(vendor, vault)?.code == .credentials)
        #expect(vendor.calls(on: "/token").count == 1)
        #expect(vendor.calls(on: "getTotal").map { $0.form["token"] } == ["t0", "new"])
    }

    @Test func manyPairsThatAreAllDeadEndTheRun() async throws {
        let spares = (1...30).map { Self.pair("t\($0)") }
        let vault = Vault(Credentials(values: Self.pair("t0"), spares: spares))
        let vendor = vendor(takes: [])
        #expect(try await read(vendor, vault)?.code == .credentials)
        #expect(vendor.calls(on: "getTotal").count == 11)
    }

    @Test func whoeverAsksAtTheSameTimeGetsTheSameRenewal() async throws {
        let vault = Vault(Credentials(values: Self.pair("t0", "r0")))
        let vendor = vendor(takes: []) { _ in .json(#"{"access_token":"new"}"#) }
        let session = HanetSession(context: hanetContext(vendor, Self.application, credentials: vault.store))
        let step = Phrase(verbatim: "step")
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 { group.addTask { try await session.renewed(after: "t0", step: step) } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(tokens == ["new"] && vendor.calls.count == 1 && vault.kept.count == 1)
        #expect(await session.current == "new")
        // Whoever was refused with the former one later is handed the new one at once.
        #expect(try await session.renewed(after: "t0", step: step) == "new")
        #expect(vendor.calls.count == 1)
    }
}
