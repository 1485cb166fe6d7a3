import Access
import Attendance
import HTTPTransport
import ProgramSettings
import Store
import TestSupport
import Testing
import UnbindingCases
import Wire

/// What a program sends is taken where it fits the document, once, and refused with the field where it does not.
@Suite struct APICallTests {
    private static let everything = Set(Permission.allCases)

    @Test(arguments: [
        ("POST", "/invitations", "{}", 422), ("POST", "/invitations", #"{"role":"king"}"#, 422),
        ("POST", "/invitations", #"{"role":"viewer","note":"x"}"#, 422), ("POST", "/invitations", "[]", 422),
        ("POST", "/invitations", "", 400), ("POST", "/invitations", #"{"role":"viewer""#, 400),
        ("POST", "/invitations", #"{"role":"viewer"}"#, 201),
        ("POST", "/api-tokens", #"{"name":"a"}"#, 422), ("POST", "/api-tokens", #"{"scopes":["sync"]}"#, 422),
        ("POST", "/api-tokens", #"{"name":"a","scopes":[]}"#, 422),
        ("POST", "/api-tokens", #"{"name":"a","scopes":["all"]}"#, 422),
        ("POST", "/api-tokens", #"{"name":"\u0007","scopes":["sync"]}"#, 422),
        ("POST", "/clean", #"{"what":"punches"}"#, 422), ("POST", "/clean", #"{"what":"punches","confirm":"no"}"#, 422),
        ("POST", "/clean", #"{"confirm":"yes"}"#, 422), ("POST", "/devices", #"{"name":"a","kind":"hanet"}"#, 422),
        ("POST", "/hr-clients", #"{"kind":"file","fields":{}}"#, 422),
        ("PATCH", "/settings", #"{"autoSyncMinutes":1441}"#, 422),
        ("PATCH", "/settings", #"{"autoSyncMinutes":"5"}"#, 422),
        ("PATCH", "/settings", #"{"autoSyncMinutes":5.0}"#, 200),
        ("PATCH", "/settings", #"{"autoSyncMinutes":5.5}"#, 422), ("PATCH", "/settings", #"{"timezone":"UTC"}"#, 422),
    ])
    func aBodyFitsTheDocumentOrNothingIsDone(
        _ method: String, _ path: String, _ body: String, _ status: Int
    ) async throws {
        try await TestConsole.with { test, _ in
            let program = try await test.program(Self.everything)
            let verb = try #require(HTTPCall.Method(rawValue: method))
            let before = try await test.hub.store.history.entries(limit: 10).count
            let reply = try await program.send(verb, "/api/v1" + path, json: body)
            #expect(reply.status == status, "\(reply.text)")
            let after = try await test.hub.store.history.entries(limit: 10).count
            #expect((after == before) == (status >= 300))
        }
    }

    @Test(arguments: [
        ("limit=1", 200), ("limit=500", 200), ("limit=0", 422), ("limit=501", 422), ("limit=ten", 400),
        ("limit=1&limit=1", 400), ("limit=1&limit=2", 400), ("Limit=1", 400), ("limit=", 400), ("limit", 400),
        ("order=oldest", 200), ("order=up", 422), ("from=2026-03-01&to=2026-03-31", 200), ("from=1.3.2026", 422),
        ("device=1", 404), ("device=0", 422), ("state=delivered", 200), ("state=sent", 422), ("code=", 422),
        ("from=2026-03-01&from=2026-03-02", 400), ("cursor=x", 422), ("%ZZ=1", 400), ("", 200),
    ])
    func aQueryIsReadAsItIsMeantOrRefused(_ query: String, _ status: Int) async throws {
        try await TestConsole.with { test, _ in
            let reply = try await test.program([.punchesRead]).get("/api/v1/punches?\(query)")
            #expect(reply.status == status, "\(reply.text)")
            if status >= 400, query.hasPrefix("limit") { #expect(reply.json["field"]?.text == "limit") }
        }
    }

    @Test func aRefusedSettingLeavesTheOthersAsTheyWere() async throws {
        try await TestConsole.with { test, _ in
            let program = try await test.program(Self.everything)
            let before = try await test.hub.store.settings.current()
            let body = #"{"autoSyncMinutes":7,"pushAfterSync":false,"timeZone":"Mars/Olympus","decisionMinutes":30}"#
            let reply = try await program.send(.patch, "/api/v1/settings", json: body)
            #expect(reply.status == 422)
            #expect(try await test.hub.store.settings.current() == before)
            let admin = try await test.visitor(.admin)
            let page = try await admin.post("/settings", ["auto-sync-minutes": "7", "time-zone": "Mars/Olympus"])
            #expect(page.status == 422 && page.text.contains("Mars/Olympus"))
            #expect(try await test.hub.store.settings.current() == before)
            let good = try await program.send(.patch, "/api/v1/settings", json: #"{"autoSyncMinutes":7}"#)
            #expect(good.json["autoSyncMinutes"]?.integer == 7)
            #expect(try await test.hub.store.settings.current().autoSyncMinutes == 7)
        }
    }

    @Test func aMethodThatAPathHasNotIsSaidWithThoseThatItHas() async throws {
        try await TestConsole.with { test, _ in
            let program = try await test.program(Self.everything)
            let reply = try await program.send(.delete, "/api/v1/devices")
            #expect(reply.status == 405 && reply.header("Allow") == "GET, POST")
            #expect(reply.header("Content-Type") == "application/problem+json")
            #expect(try await program.get("/api/v1/nothing").status == 404)
        }
    }

    @Test func aKeyThatIsTooLongIsRefusedBeforeAnythingIsOpened() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.verifiedInstaller()
            let company = try #require(try await test.hub.store.companies.company(of: installer.name))
            let program = try await test.program([.casesFile], of: company.id)
            for (length, status) in [(201, 422), (0, 422), (200, 201)] {
                let key = (name: "Idempotency-Key", value: String(repeating: "k", count: length))
                let body = #"{"serial":"Q01728482","onBehalfOf":"A"}"#
                let reply = try await program.send(.post, "/api/v1/cases", json: body, headers: [key])
                #expect(reply.status == status, "\(length): \(reply.text)")
            }
        }
    }

    @Test func wrongTokensOfOneAddressAreBoundedAndRightOnesAreNot() async throws {
        try await TestConsole.with { test, _ in
            let program = try await test.program([.devicesRead])
            var statuses: [Int] = []
            for number in 0..<34 {
                var guess = test.stranger
                guess.token = "rollcall_\(number)"
                statuses.append(try await guess.get("/api/v1/devices").status)
            }
            #expect(statuses == Array(repeating: 401, count: 30) + Array(repeating: 429, count: 4))
            #expect(try await program.get("/api/v1/devices").status == 200)
            var guess = test.stranger
            guess.token = "rollcall_again"
            #expect(try await guess.get("/api/v1/devices").header("Retry-After") == "2")
            test.hub.clock.advance(by: .seconds(2))
            #expect(try await guess.get("/api/v1/devices").status == 401)
        }
    }

    @Test(arguments: ["bearer", "BEARER", "Bearer"])
    func theWordBeforeATokenIsReadInAnyCase(_ word: String) async throws {
        try await TestConsole.with { test, _ in
            let (_, secret) = try await test.hub.store.apiTokens.add(
                "a", scopes: [.devicesRead], act: Act(by: .person("test"), at: test.hub.clock.now))
            func status(_ value: String) async throws -> Int {
                let header = (name: "Authorization", value: value)
                let reply = try await test.stranger.get("/api/v1/devices", headers: [header])
                return reply.status
            }
            #expect(try await status("\(word) \(secret)") == 200)
            for value in [secret, "Basic \(secret)", "\(word)", "\(word) \(secret) x", "\(word) \(secret.dropLast())"] {
                #expect(try await status(value) == 401, "\(value)")
            }
        }
    }
}
