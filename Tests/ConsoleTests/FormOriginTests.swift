import Access
import Attendance
import Console
import HTTPTransport
import Sealing
import Store
import TestSupport
import Testing

/// A form counts where our own page sent it, in the session that the page was made for.
@Suite struct FormOriginTests {
    private func invite(
        _ visitor: TestConsole.Visitor, _ headers: [(String, String)], token: String? = nil
    ) async throws -> Int {
        var fields = ["role": "viewer"]
        if let token { fields["_token"] = token }
        return try await visitor.post("/users/invite", fields, headers: headers.map { (name: $0.0, value: $0.1) })
            .status
    }

    @Test(arguments: [
        ("same-origin", 200), ("none", 200), ("same-site", 403), ("cross-site", 403), ("", 403), ("Same-Origin", 403),
    ])
    func theBrowsersWordOnWhereAFormComesFromCounts(_ site: String, _ status: Int) async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            #expect(try await invite(admin, [("Sec-Fetch-Site", site)]) == status)
            #expect(try await invite(admin, [("Sec-Fetch-Site", site), ("Origin", test.address)]) == status)
        }
    }

    @Test func anotherPortSchemeOrLongerNameIsAnotherOrigin() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let address = test.address
            for origin in [
                "null", "", "\(address)0", "\(address).evil.example", address.replacing("http:", with: "https:"),
                "http://127.0.0.1", address.replacing("127.0.0.1", with: "localhost"), "http://evil.example",
            ] {
                #expect(try await invite(admin, [("Origin", origin)]) == 403, "\(origin)")
            }
            #expect(try await invite(admin, [("Origin", address)]) == 200)
            #expect(try await test.hub.store.history.entries(limit: 50).count { $0.event == "user.invited" } == 1)
        }
    }

    @Test func behindAProxyTheOriginIsTheProxys() async throws {
        try await TestConsole.with(transport: .proxied(by: ["127.0.0.1"])) { test, _ in
            let user = try await test.hub.store.users.add(
                "a", role: .admin, passwordHash: "none", act: Act(by: .person("test"), at: test.hub.clock.now))
            let secret = BearerSecret.make()
            try await test.hub.store.users.beginSession(secret, of: user, now: test.hub.clock.now)
            let cookie = ("Cookie", "__Host-rollcall=\(secret)")
            let proxy = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "rollcall.example"), cookie]
            let token = FormToken.make(for: secret)
            for (origin, status) in [
                ("https://rollcall.example", 200), (test.address, 403), ("http://rollcall.example", 403),
                ("https://sibling.example", 403), ("https://rollcall.example.evil", 403),
            ] {
                #expect(
                    try await invite(test.stranger, proxy + [("Origin", origin)], token: token) == status, "\(origin)")
            }
        }
    }

    @Test func theTokenIsThatOfTheSession() async throws {
        try await TestConsole.with { test, _ in
            let (admin, other) = (try await test.visitor(.admin), try await test.visitor(.admin))
            for token in ["", "0", other.formToken, admin.formToken + "0", String(admin.formToken.dropLast())] {
                #expect(try await invite(admin, [], token: token) == 403, "\(token)")
            }
            #expect(admin.formToken != other.formToken && !admin.formToken.contains(admin.session ?? "-"))
            #expect(try await invite(admin, [], token: admin.formToken) == 200)
        }
    }

    @Test(arguments: ["/logout", "/account/password", "/notices/mail", "/settings", "/company", "/users/1", "/tokens"])
    func nothingThatASessionDoesGoesWithoutIt(_ path: String) async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.verifiedInstaller(.admin)
            #expect(try await admin.post(path, ["_token": "x"]).status == 403)
            #expect(try await admin.get("/account").status == 200)
        }
    }

    @Test func aFormWithAFileCarriesItTooAndAnEmptyOneDoesNot() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let table = Array("name,kind\n".utf8)
            let own = try await admin.upload("/devices/import", table, named: "a.csv", as: "file")
            #expect(own.status != 403)
            let forged = try await admin.upload("/devices/import", table, named: "a.csv", as: "file", ["_token": "x"])
            #expect(forged.status == 403)
            let bare = try await admin.send(.post, "/logout", body: [], type: "text/plain", headers: [])
            #expect(bare.status == 403)
        }
    }

    @Test func whoIsSignedInMayStillUseTheFormsOfStrangers() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let language = try await admin.post("/language", ["language": "en", "_token": ""])
            #expect(language.status == 303)
            #expect(try await admin.post("/login", ["name": "x", "password": "y", "_token": ""]).status == 401)
            // An administrator opens the link that he made, in the browser in which he is signed in.
            try await test.hub.store.users.invite(
                "link", role: .viewer, act: Act(by: .person(admin.name), at: test.hub.clock.now))
            let page = try await admin.get("/invitation/link")
            #expect(page.status == 200)
            let fields = ["name": "Hoa", "password": "một câu dài dễ nhớ", "_token": ""]
            let foreign = try await admin.post(
                "/invitation/link", fields, headers: [(name: "Sec-Fetch-Site", value: "same-site")])
            #expect(foreign.status == 403)
            #expect(try await admin.post("/invitation/link", fields).status == 303)
            #expect(try await test.hub.store.users.find("Hoa").role == .viewer)
        }
    }
}
