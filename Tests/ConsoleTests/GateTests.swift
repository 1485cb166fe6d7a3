import Access
import Attendance
import Console
import Foundation
import HTTPTransport
import Sealing
import Store
import TestSupport
import Testing

@Suite struct GateTests {
    private func cookie(_ reply: HTTPReply) -> String? {
        reply.headers.filter { $0.name.lowercased() == "set-cookie" }.map(\.value).first { $0.hasPrefix("rollcall=") }
            .flatMap { $0.split(separator: ";").first?.split(separator: "=", maxSplits: 1).last.map(String.init) }
    }

    @Test func aFormCountsOnlyWithTheTokenOfItsPageAndFromOurOwnSite() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let forged = try await admin.post("/users/invite", ["role": "admin", "_token": "0000"])
            #expect(forged.status == 403)
            let foreign = try await admin.post(
                "/users/invite", ["role": "admin"], headers: [(name: "Sec-Fetch-Site", value: "cross-site")])
            #expect(foreign.status == 403)
            let origin = try await admin.post(
                "/users/invite", ["role": "admin"], headers: [(name: "Origin", value: "https://evil.example")])
            #expect(origin.status == 403)
            let own = try await admin.post(
                "/users/invite", ["role": "viewer"], headers: [(name: "Origin", value: test.address)])
            #expect(own.status == 200)
            // Signing in is guarded too: nobody is signed in to a stranger's account unawares.
            let login = try await test.stranger.post(
                "/login", ["name": "x", "password": "y"], headers: [(name: "Origin", value: "https://evil.example")])
            #expect(login.status == 403)
        }
    }

    @Test func firstRunAsksForNothingThatHasADefaultAndHappensOnce() async throws {
        try await TestConsole.with { test, _ in
            let start = try await test.stranger.get("/devices")
            #expect(start.status == 303 && start.header("Location") == "/setup")
            let fields = [
                "name": "lan", "password": "quẹt thẻ lúc tám giờ", "language": "vi", "time-zone": "Asia/Ho_Chi_Minh",
            ]
            let weak = try await test.stranger.post("/setup", fields.merging(["password": "lan lan lan"]) { $1 })
            #expect(weak.status == 422)
            let made = try await test.stranger.post("/setup", fields)
            #expect(made.status == 303 && made.header("Location") == "/start")
            let again = try await test.stranger.post("/setup", fields.merging(["name": "eve"]) { $1 })
            #expect(again.header("Location") == "/login")
            let users = try await test.hub.store.users.all()
            #expect(users.map(\.name) == ["lan"])
            #expect(users.first?.role == .admin)
        }
    }

    @Test func whereStrangersCouldBeFasterTheSetUpAsksForTheCodeOfTheServer() async throws {
        try await TestConsole.with(transport: .insecure, setupCode: "right-code") { test, _ in
            let fields = [
                "name": "lan", "password": "quẹt thẻ lúc tám giờ", "language": "vi", "time-zone": "Asia/Ho_Chi_Minh",
            ]
            let without = try await test.stranger.post("/setup", fields)
            #expect(without.status == 422)
            let made = try await test.stranger.post("/setup", fields.merging(["code": "right-code"]) { $1 })
            #expect(made.status == 303)
            // The unencrypted connection is warned of on every page.
            let page = try await test.stranger.get("/login")
            #expect(page.text.contains("--insecure-http"))
        }
    }

    @Test func signingInGivesACookieThatScriptsAndOtherSitesCannotUse() async throws {
        try await TestConsole.with { test, _ in
            let hash = try PasswordHash.make("a long enough sentence")
            _ = try await test.hub.store.users.add(
                "Lan", role: .viewer, passwordHash: hash, act: Act(by: .person("test"), at: test.hub.clock.now))
            let wrong = try await test.stranger.post("/login", ["name": "lan", "password": "a wrong sentence"])
            #expect(wrong.status == 401 && cookie(wrong) == nil)
            let right = try await test.stranger.post(
                "/login", ["name": "LAN", "password": "a long enough sentence", "next": "//evil.example/x"])
            #expect(right.status == 303 && right.header("Location") == "/")
            let line = try #require(right.header("Set-Cookie"))
            #expect(line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"))
            var visitor = test.stranger
            visitor.session = cookie(right)
            let page = try await visitor.get("/punches")
            #expect(page.status == 200)
            // Twelve idle hours end it.
            test.hub.clock.advance(by: .hours(13))
            let later = try await visitor.get("/punches")
            #expect(later.status == 303)
        }
    }

    @Test func aDisabledAccountAndANewPasswordEndEverySession() async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.visitor(.admin)
            let visitor = try await test.visitor(.operator)
            let user = try #require(try await test.hub.store.users.all().first { $0.role == .operator })
            let before = try await visitor.get("/devices")
            #expect(before.status == 200)
            try await test.hub.store.users.change(
                user, role: .viewer, isEnabled: true, act: Act(by: .person("test"), at: test.hub.clock.now))
            let demoted = try await visitor.get("/devices/new")
            #expect(demoted.status == 403, "a role counts at once")
            try await test.hub.store.users.setPassword(
                "new", of: user, act: Act(by: .person("test"), at: test.hub.clock.now))
            let after = try await visitor.get("/devices")
            #expect(after.status == 303)
        }
    }

    @Test func theLastAdministratorCannotBeShutOut() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let user = try #require(try await test.hub.store.users.all().first)
            let reply = try await admin.post("/users/\(user.id)", ["role": "viewer", "enabled": "1"])
            #expect(reply.status == 422)
            let users = try await test.hub.store.users.all()
            #expect(users.first?.role == .admin)
        }
    }

    private func account(_ test: TestConsole) async throws {
        let hash = try PasswordHash.make("a long enough sentence")
        _ = try await test.hub.store.users.add(
            "lan", role: .admin, passwordHash: hash, act: Act(by: .person("test"), at: test.hub.clock.now))
    }

    @Test func everyWrongPasswordBehindTheFreeOnesDoublesTheWait() async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            func guess(_ name: String = "lan") async throws -> HTTPReply {
                try await test.stranger.post("/login", ["name": name, "password": "x"])
            }
            var statuses: [Int] = []
            for _ in 0..<7 { statuses.append(try await guess().status) }
            #expect(statuses == [401, 401, 401, 401, 401, 401, 429])
            var waits: [Int] = []
            for _ in 0..<5 {
                let wait = try #require(try await guess().header("Retry-After").flatMap { Int($0) })
                waits.append(wait)
                test.hub.clock.advance(by: .seconds(wait))
                #expect(try await guess().status == 401)
            }
            #expect(waits == [1, 2, 4, 8, 16])
            // Another account has its own count, until the address has used up its own.
            #expect(try await guess("nobody").status == 401)
        }
    }

    @Test func aStrangersGuessesLockNobodyOutOfABrowserThatIsKnown() async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            let fields = ["name": "lan", "password": "a long enough sentence"]
            let first = try await test.stranger.post("/login", fields)
            let mark = try #require(
                first.headers.filter { $0.name.lowercased() == "set-cookie" }.map(\.value)
                    .first { $0.hasPrefix("rollcall-browser=") })
            let cookie = (name: "Cookie", value: String(mark.prefix { $0 != ";" }))
            for _ in 0..<60 { _ = try await test.stranger.post("/login", ["name": "lan", "password": "x"]) }
            #expect(try await test.stranger.post("/login", fields).status == 429)
            #expect(try await test.stranger.post("/login", fields, headers: [cookie]).status == 303)
            // The mark opens nothing by itself, and guesses with it are slowed down too.
            var statuses: [Int] = []
            for _ in 0..<8 {
                statuses.append(
                    try await test.stranger.post("/login", ["name": "lan", "password": "x"], headers: [cookie]).status)
            }
            #expect(statuses.first == 401 && statuses.last == 429)
            let forged = (name: "Cookie", value: "rollcall-browser=abc.def")
            #expect(try await test.stranger.post("/login", fields, headers: [forged]).status == 429)
        }
    }

    @Test func anOwnSignInGivesAnAddressNoGuessesBack() async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            var statuses: [Int] = []
            for number in 0..<40 {
                statuses.append(
                    try await test.stranger.post("/login", ["name": "nobody\(number)", "password": "x"]).status)
                if number % 10 == 9 {
                    _ = try await test.stranger.post(
                        "/login", ["name": "lan", "password": "a long enough sentence"])
                }
            }
            #expect(statuses.prefix(20).allSatisfy { $0 == 401 } && statuses.last == 429)
        }
    }

    @Test func theRightSetUpCodeIsNeverMadeToWait() async throws {
        try await TestConsole.with(setupCode: "right-code") { test, _ in
            let fields = [
                "name": "lan", "password": "quẹt thẻ lúc tám giờ", "language": "vi", "time-zone": "Asia/Ho_Chi_Minh",
            ]
            var statuses: [Int] = []
            for _ in 0..<9 {
                statuses.append(try await test.stranger.post("/setup", fields.merging(["code": "x"]) { $1 }).status)
            }
            #expect(statuses.first == 422 && statuses.last == 429)
            // The link that the terminal prints carries it: nobody types it.
            let page = try await test.stranger.get("/setup?code=right-code").text
            #expect(page.contains("type=\"hidden\" name=\"code\" value=\"right-code\""))
            #expect(try await test.stranger.post("/setup", fields.merging(["code": "right-code"]) { $1 }).status == 303)
        }
    }

    @Test func aNewSignInEndsTheFormerSessionOfThatBrowser() async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            let fields = ["name": "lan", "password": "a long enough sentence"]
            var former = test.stranger
            former.session = cookie(try await test.stranger.post("/login", fields))
            #expect(try await former.get("/devices").status == 200)
            _ = try await former.post("/login", fields)
            #expect(try await former.get("/devices").status == 303)
        }
    }

    @Test(arguments: [
        "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "/\n/evil.example", "/ x",
        "/é", "",
        "javascript:alert(1)", "/\u{301}/evil.example",
    ])
    func signingInLeadsToOwnPathsAlone(_ next: String) async throws {
        try await TestConsole.with { test, _ in
            try await account(test)
            let reply = try await test.stranger.post(
                "/login", ["name": "lan", "password": "a long enough sentence", "next": next])
            #expect(reply.header("Location") == "/")
            let language = try await test.stranger.post("/language", ["language": "en", "return": next])
            #expect(language.header("Location") == "/")
        }
    }

    @Test func headIsGetWithoutItsBody() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let program = try await test.program([.devicesRead])
            for (visitor, path) in [
                (admin, "/devices"), (admin, "/live"), (program, "/api/v1/devices"), (admin, "/nowhere"),
            ] {
                let head = try await visitor.send(.head, path)
                let status = path == "/live" ? 200 : try await visitor.get(path).status
                #expect(head.status == status && head.body.isEmpty, "\(path)")
            }
        }
    }

    @Test(arguments: [
        ("lan-anh", "password of my cats", true), ("lan", "lan lan lan lan", false),
        ("lan", "lan di choi voi meo", true),
        ("x", "password2024!", false), ("x", "1234567890123", false), ("x", "aaaaabbbbbccccc", false),
        ("x", "qwertyuiop", false), ("x", "matkhau123456", false), ("x", "Admin!!!!!!!", false),
        ("x", "rollcall vào lúc 8 giờ", true), ("nguyenvana", "nguyenvana1990", false), ("x", "zyxwvutsrqp", false),
    ])
    func aSentenceIsAPasswordAndACommonWordIsNot(_ name: String, _ password: String, _ isFine: Bool) {
        #expect((PasswordRule.objection(to: password, userName: name) == nil) == isFine)
    }

    @Test func everyRefusedPasswordHasItsOwnReason() {
        let reasons = ["short", "aaaaaaaaaaaa", "12345678901", "nguyenvana12", "password1234"].map {
            PasswordRule.objection(to: $0, userName: "nguyenvana")?.en ?? ""
        }
        #expect(Set(reasons).count == reasons.count && !reasons.contains(""))
    }

    @Test func everyAnswerForbidsFramesGuessingAndForeignScripts() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            for path in ["/login", "/devices", "/nowhere", "/api/v1/devices", "/assets/console.js"] {
                let reply = try await admin.get(path)
                let policy = try #require(reply.header("Content-Security-Policy"))
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(reply.header("X-Content-Type-Options") == "nosniff")
                #expect(reply.header("X-Frame-Options") == "DENY")
            }
        }
    }

    @Test func aStrangersNameForThisMachineIsNotAnswered() async throws {
        try await TestConsole.with { test, _ in
            let rebound = try await test.stranger.get("/setup", headers: [(name: "Host", value: "evil.example")])
            #expect(rebound.status == 421)
        }
    }

    @Test func behindAProxyOnlyTheProxyIsBelievedAndOnlyOverTLS() async throws {
        try await TestConsole.with(transport: .proxied(by: ["127.0.0.1"]), setupCode: "code") { test, _ in
            let plain = try await test.stranger.get("/setup")
            #expect(plain.status == 421)
            let forwarded = [
                (name: "X-Forwarded-Proto", value: "https"), (name: "X-Forwarded-Host", value: "rollcall.example"),
                (name: "X-Forwarded-For", value: "203.0.113.9"),
            ]
            let page = try await test.stranger.get("/setup", headers: forwarded)
            #expect(page.status == 200)
            let made = try await test.stranger.post(
                "/setup",
                [
                    "name": "lan", "password": "quẹt thẻ lúc tám giờ", "language": "vi", "code": "code",
                    "time-zone": "Asia/Ho_Chi_Minh",
                ], headers: forwarded + [(name: "Origin", value: "https://rollcall.example")])
            #expect(made.status == 303)
            let line = try #require(made.header("Set-Cookie"))
            #expect(line.hasPrefix("__Host-rollcall=") && line.contains("Secure"))
        }
        try await TestConsole.with(transport: .proxied(by: ["192.0.2.1"]), setupCode: "code") { test, _ in
            let other = try await test.stranger.get(
                "/setup", headers: [(name: "X-Forwarded-Proto", value: "https")])
            #expect(other.status == 421, "whoever is not the proxy cannot pretend to be")
        }
    }

    @Test func whatIsTooLargeOrGarbledIsRefusedWithASentence() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let large = try await admin.post("/settings", ["sync-hours": String(repeating: "x", count: 70_000)])
            #expect(large.status == 413)
            let garbled = try await admin.send(
                .post, "/settings", body: Array("a=%ZZ".utf8), type: "application/x-www-form-urlencoded", headers: [])
            #expect(garbled.status == 400)
            let truncated = try await admin.send(
                .post, "/devices/import", body: Array("--b\r\nContent-Disposition: form-data; name=\"f".utf8),
                type: "multipart/form-data; boundary=b", headers: [])
            #expect(truncated.status == 400)
            let json = try await test.program([.devicesWrite]).send(.post, "/api/v1/devices", json: "{\"name\":")
            #expect(json.status == 400)
            #expect(json.header("Content-Type") == "application/problem+json")
        }
    }

    @Test func theLanguageIsTheOneAskedForAndEveryTemplateHasBoth() async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.visitor(.admin)
            let cases = [
                ("vi-VN,vi;q=0.9,en;q=0.8", "vi"), ("en-US,en;q=0.9,vi;q=0.1", "en"), ("fr", "vi"), ("", "vi"),
            ]
            for (asked, spoken) in cases {
                let page = try await test.stranger.get("/login", headers: [(name: "Accept-Language", value: asked)])
                #expect(page.text.contains("<html lang=\"\(spoken)\""), "\(asked)")
            }
        }
    }
}
