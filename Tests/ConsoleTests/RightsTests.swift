import Access
import Attendance
import Foundation
import HTTPTransport
import Store
import SyncEngine
import TestSupport
import Testing

/// What a session, a token and an invitation are worth, and for how long.
@Suite struct RightsTests {
    @Test func aTokenMakesAndRaisesNobodyBeyondItself() async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.visitor(.admin)
            let viewer = try await test.visitor(.viewer)
            let program = try await test.program([.users, .tokens, .devicesRead])
            let users = try await test.hub.store.users.all()
            let victim = try #require(users.first { $0.name == viewer.name })
            let admin = try #require(users.first { $0.role == .admin })
            let raised = try await program.send(.patch, "/api/v1/users/\(victim.id)", json: "{\"role\":\"admin\"}")
            #expect(raised.status == 403)
            let shutOut = try await program.send(.patch, "/api/v1/users/\(admin.id)", json: "{\"enabled\":false}")
            #expect(shutOut.status == 403)
            let invited = try await program.send(.post, "/api/v1/invitations", json: "{\"role\":\"operator\"}")
            #expect(invited.status == 403)
            let token = try await program.send(
                .post, "/api/v1/api-tokens", json: "{\"name\":\"b\",\"scopes\":[\"punches.read\"]}")
            #expect(token.status == 422)
            #expect(try await test.hub.store.users.find(viewer.name).role == .viewer)
        }
    }

    @Test func theTokensOfADisabledMakerStopAndItsInvitationsToo() async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.visitor(.admin)
            let maker = try await test.visitor(.admin)
            let store = test.hub.store
            let now = test.hub.clock.now
            let (_, secret) = try await store.apiTokens.add(
                "a", scopes: [.tokens], act: Act(by: .person(maker.name), at: now))
            // A token that this token made is the person's all the same.
            let (_, second) = try await store.apiTokens.add("b", scopes: [.tokens], act: Act(by: .token("a"), at: now))
            let (_, machine) = try await store.apiTokens.add("c", scopes: [.tokens], act: Act(by: .command, at: now))
            try await store.users.invite("invitation", role: .viewer, act: Act(by: .person(maker.name), at: now))
            #expect(try await store.apiTokens.find(secret: second, now: now) != nil)
            try await store.users.change(
                store.users.find(maker.name), role: .admin, isEnabled: false, act: Act(by: .person("test"), at: now))
            #expect(try await store.apiTokens.find(secret: secret, now: now) == nil)
            #expect(try await store.apiTokens.find(secret: second, now: now) == nil)
            #expect(try await store.apiTokens.find(secret: machine, now: now) != nil)
            #expect(try await store.users.invitation("invitation", now: now) == nil)
        }
    }

    @Test(arguments: ["signed out", "disabled", "demoted", "new password"])
    func aLiveStreamEndsWithItsSessionOrAccount(_ how: String) async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.visitor(.admin)
            let visitor = try await test.visitor(.operator)
            let user = try await test.hub.store.users.find(visitor.name)
            async let stream = visitor.get("/live", timeout: .seconds(30))
            // The stream is open once another page of the account counts with it.
            try await Task.sleep(for: .milliseconds(500))
            let store = test.hub.store
            let now = test.hub.clock.now
            switch how {
            case "signed out": _ = try await visitor.post("/logout")
            case "disabled":
                try await store.users.change(
                    user, role: .operator, isEnabled: false, act: Act(by: .person("test"), at: now))
            case "demoted":
                try await store.users.change(
                    user, role: .viewer, isEnabled: true, act: Act(by: .person("test"), at: now))
            default: try await store.users.setPassword("x", of: user, act: Act(by: .person("test"), at: now))
            }
            // It ends by itself: a stream that went on would run into the time-out and throw.
            #expect(try await stream.status == 200)
        }
    }

    @Test func liveStreamsOfAnAccountAreBounded() async throws {
        try await TestConsole.with { test, _ in
            let visitor = try await test.visitor(.admin)
            // A client keeps at most eight connections to a server: two of them open more.
            try await HTTPTransport.with(quotes: .everything) { second in
                let statuses = await withTaskGroup(of: Int.self) { group in
                    for number in 0..<14 {
                        group.addTask {
                            let http = number < 7 ? test.hub.engine.http : second
                            let call = HTTPCall(
                                .get, test.address + "/live",
                                headers: [(name: "Cookie", value: "rollcall=\(visitor.session ?? "")")],
                                timeout: .seconds(5))
                            return (try? await http.send(call).status) ?? 0
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(statuses.count { $0 == 429 } == 2)
            }
        }
    }

    @Test(arguments: ["\u{600}<img id=x>", "\"\u{301} onfocus=x", "<\u{20E3}script>", "&\u{20E3}amp;"])
    func aMarkBehindASignDoesNotHideItFromEscaping(_ name: String) async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let page = try await admin.post("/hr/new", ["kind": "webhook", "name": name, "url": "no address"])
            #expect(page.status == 422)
            let bytes = Array(page.text.utf8)
            for sign in ["<img id", "\"\u{301}", "<\u{20E3}", "&\u{20E3}"] {
                let raw = Array(sign.utf8)
                let isThere = bytes.indices.contains { bytes[$0...].starts(with: raw) }
                #expect(!isThere, "\(sign)")
            }
        }
    }
}
