import Access
import Attendance
import Console
import Foundation
import HTTPTransport
import Sealing
import Store
import TestSupport
import Testing

/// From signing in to the end of a session: what the browser keeps, and what it is worth afterwards.
@Suite struct SessionTests {
    private static let sentence = "a long enough sentence"

    private func account(_ test: TestConsole, _ name: String = "lan", _ password: String = sentence) async throws {
        _ = try await test.hub.store.users.add(
            name, role: .admin, passwordHash: try PasswordHash.make(password),
            act: Act(by: .person("test"), at: test.hub.clock.now))
    }

    private func cookies(_ reply: HTTPReply) -> [String: String] {
        let lines = reply.headers.filter { $0.name.lowercased() == "set-cookie" }.map(\.value)
        return Dictionary(lines.map { (String($0.prefix { $0 != "=" }), $0) }) { $1 }
    }

    private func value(_ line: String?) -> String {
        String((line ?? "").drop { $0 != "=" }.dropFirst().prefix { $0 != ";" })
    }

    private func signIn(
        _ test: TestConsole, _ password: String = sentence, name: String = "lan", mark: String? = nil
    ) async throws -> HTTPReply {
        try await test.stranger.post(
            "/login", ["name": name, "password": password],
            headers: mark.map { [(name: "Cookie", value: "rollcall-browser=\($0)")] } ?? [])
    }

    private func visitor(_ test: TestConsole, _ reply: HTTPReply) -> TestConsole.Visitor {
        var visitor = test.stranger
        visitor.session = value(cookies(reply)["rollcall"])
        return visitor
    }

    @Test func whoSignsOutIsOutAndTheBrowserForgets() async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            let visitor = visitor(test, try await signIn(test))
            #expect(try await visitor.get("/devices").status == 200)
            let out = try await visitor.post("/logout")
            let line = try #require(cookies(out)["rollcall"])
            #expect(value(line).isEmpty && line.contains("Max-Age=0"))
            // A copy of the cookie is worth nothing.
            #expect(try await visitor.get("/devices").header("Location")?.hasPrefix("/login") == true)
            #expect(try await visitor.get("/live").status == 303)
        }
    }

    @Test func theBrowserKeepsASessionForAMonthAndItsMarkForAYear() async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            let lines = cookies(try await signIn(test))
            let (session, mark) = (try #require(lines["rollcall"]), try #require(lines["rollcall-browser"]))
            #expect(session.contains("Max-Age=2592000") && session.contains("SameSite=Lax"))
            #expect(mark.contains("Max-Age=31536000") && mark.contains("SameSite=Strict"))
            for line in [session, mark] {
                #expect(line.contains("HttpOnly") && line.contains("Path=/") && !line.contains("Secure"))
                #expect(!line.contains("Domain"))
            }
            #expect(value(session).utf8.count == 43)
        }
    }

    @Test func overTLSTheBrowserIsToldToKeepToIt() async throws {
        try await TestConsole.with(transport: .proxied(by: ["127.0.0.1"])) { test, _ in
            try await account(test)
            let proxy = [(name: "X-Forwarded-Proto", value: "https"), (name: "X-Forwarded-Host", value: "a.example")]
            let reply = try await test.stranger.post(
                "/login", ["name": "lan", "password": Self.sentence], headers: proxy)
            let lines = cookies(reply)
            #expect(Set(lines.keys) == ["__Host-rollcall", "__Host-rollcall-browser"])
            #expect(lines.values.allSatisfy { $0.contains("Secure") && $0.contains("HttpOnly") })
            #expect(reply.header("Strict-Transport-Security") == "max-age=31536000")
            let session = (name: "Cookie", value: "__Host-rollcall=\(value(lines["__Host-rollcall"]))")
            #expect(try await test.stranger.get("/devices", headers: proxy + [session]).status == 200)
            // The name without the prefix could have been set by a sibling, or over plain HTTP.
            let plain = (name: "Cookie", value: "rollcall=\(value(lines["__Host-rollcall"]))")
            #expect(try await test.stranger.get("/devices", headers: proxy + [plain]).status == 303)
        }
    }

    @Test func aNewPasswordEndsEverySessionButTheOneThatChoseIt() async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            let here = visitor(test, try await signIn(test))
            let elsewhere = visitor(test, try await signIn(test))
            let fields = ["current": Self.sentence, "password": "một câu khác, dài hơn"]
            for wrong in ["", "wrong", Self.sentence + "."] {
                let reply = try await here.post("/account/password", fields.merging(["current": wrong]) { $1 })
                #expect(reply.status == 422)
            }
            let weak = try await here.post("/account/password", fields.merging(["password": "lan 12345"]) { $1 })
            #expect(weak.status == 422)
            #expect(try await elsewhere.get("/devices").status == 200, "what was refused ends nothing")
            let changed = try await here.post("/account/password", fields)
            #expect(changed.status == 303)
            #expect(try await elsewhere.get("/devices").status == 303)
            #expect(try await here.get("/devices").status == 303)
            #expect(try await visitor(test, changed).get("/devices").status == 200)
            #expect(try await signIn(test).status == 401)
            #expect(try await signIn(test, "một câu khác, dài hơn").status == 303)
        }
    }

    @Test func guessesOfThePresentPasswordAreSlowedDownToo() async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            let here = visitor(test, try await signIn(test))
            let right = ["current": Self.sentence, "password": "một câu khác, dài hơn"]
            for _ in 0..<6 { _ = try await here.post("/account/password", right.merging(["current": "x"]) { $1 }) }
            let blocked = try await here.post("/account/password", right)
            #expect(blocked.status == 422 && blocked.text.contains("hãy đợi 1 giây"))
            test.hub.clock.advance(by: .seconds(1))
            #expect(try await here.post("/account/password", right).status == 303)
        }
    }

    @Test func aPasswordIsTakenAsItIsTyped() async throws {
        try await TestConsole.with { test, _ in
            // What other texts lose counts in a password: invisible signs, marks that stand apart.
            let typed = "ca\u{302}u da\u{300}i  \u{200B}dễ nhớ"
            try await account(test, "lan", typed)
            #expect(try await signIn(test, typed.precomposedStringWithCanonicalMapping).status == 401)
            let here = visitor(test, try await signIn(test, typed))
            let next = "ca\u{302}u thứ hai\u{200B} thật dài"
            #expect(try await here.post("/account/password", ["current": typed, "password": next]).status == 303)
            #expect(try await signIn(test, next).status == 303)
        }
    }

    @Test func aNewPasswordMakesEveryBrowserAStranger() async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            try await account(test, "hoa")
            let mark = value(cookies(try await signIn(test))["rollcall-browser"])
            for number in 0..<30 { _ = try await signIn(test, "x", name: "nobody \(number)") }
            #expect(try await signIn(test).status == 429)
            #expect(try await signIn(test, mark: mark).status == 303)
            #expect(try await signIn(test, name: "hoa", mark: mark).status == 429, "a mark is of one account")
            let user = try await test.hub.store.users.find("lan")
            let hash = try PasswordHash.make(Self.sentence)
            try await test.hub.store.users.setPassword(
                hash, of: user, act: Act(by: .person("test"), at: test.hub.clock.now))
            #expect(try await signIn(test, mark: mark).status == 429)
        }
    }

    @Test func aDisabledAccountDoesNotSignInAndIsToldNoMoreThanAnybody() async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.visitor(.admin)
            try await account(test)
            let user = try await test.hub.store.users.find("lan")
            try await test.hub.store.users.change(
                user, role: .viewer, isEnabled: false, act: Act(by: .person("test"), at: test.hub.clock.now))
            let replies = [
                try await signIn(test), try await signIn(test, "wrong"), try await signIn(test, name: "eve"),
            ]
            #expect(replies.allSatisfy { $0.status == 401 && cookies($0).isEmpty })
            let pages = Set(replies.map { $0.text.replacing("value=\"eve\"", with: "value=\"lan\"") })
            #expect(pages.count == 1)
        }
    }

    @Test func anAddressThatAskedWithoutPauseGetsItsTriesBackOneByOne() async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            var statuses: [Int] = []
            for number in 0..<32 { statuses.append(try await signIn(test, "x", name: "nobody \(number)").status) }
            #expect(statuses == Array(repeating: 401, count: 30) + [429, 429])
            test.hub.clock.advance(by: .seconds(10))
            #expect(try await signIn(test).status == 303)
            let blocked = try await signIn(test)
            #expect(blocked.status == 429 && blocked.header("Retry-After") == "10")
        }
    }
}
