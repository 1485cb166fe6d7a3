import Access
import Attendance
import HTTPTransport
import Store
import TestSupport
import Testing
import UnbindingCases
import Wire

/// Accounts and tokens by page and by API: nobody hands on more than they have.
@Suite struct PeopleOperationTests {
    @Test func aProgramChangesAccountsWithinItsOwnRights() async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.visitor(.admin)
            let viewer = try await test.visitor(.viewer)
            let user = try await test.hub.store.users.find(viewer.name)
            let program = try await test.program(Permission.looking.union([.users]))
            let address = "/api/v1/users/\(user.id)"
            let same = try await program.send(.patch, address, json: "{}")
            #expect(same.json["role"]?.text == "viewer" && same.json["enabled"]?.bool == true)
            let out = try await program.send(.patch, address, json: #"{"enabled":false}"#)
            #expect(out.json["enabled"]?.bool == false && out.json["role"]?.text == "viewer")
            #expect(try await viewer.get("/devices").status == 303)
            #expect(try await program.send(.patch, "/api/v1/users/999", json: "{}").status == 404)
            #expect(try await program.send(.patch, "/api/v1/users/0\(user.id)", json: "{}").status == 404)
            let listed = try await program.get("/api/v1/users").json["items"]?.array ?? []
            #expect(listed.count == 2 && listed.allSatisfy { $0["password"] == nil && $0["hash"] == nil })
        }
    }

    @Test func aCompanysProgramMakesTokensOfThatCompanyAlone() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.verifiedInstaller()
            _ = try await test.verifiedInstaller()
            let company = try #require(try await test.hub.store.companies.company(of: installer.name))
            let program = try await test.program([.tokens, .casesFile], of: company.id)
            let body = #"{"name":"second","scopes":["cases.file"]}"#
            let made = try await program.send(.post, "/api/v1/api-tokens", json: body)
            #expect(made.status == 201)
            let token = try #require(try await test.hub.store.apiTokens.all().first { $0.name == "second" })
            #expect(token.companyID == company.id && token.scopes == [.casesFile])
            var second = test.stranger
            second.token = made.json["token"]?.text
            #expect(try await second.get("/api/v1/companies").json["items"]?.array?.count == 1)
            #expect(try await program.send(.post, "/api/v1/api-tokens", json: body).status == 409)
        }
    }

    @Test func aRevokedTokenIsWorthNothingAndItsListShowsNoSecret() async throws {
        try await TestConsole.with { test, _ in
            let program = try await test.program([.tokens, .devicesRead])
            let made = try await program.send(
                .post, "/api/v1/api-tokens", json: #"{"name":"b","scopes":["devices.read"]}"#)
            let (secret, id) = (try #require(made.json["token"]?.text), try #require(made.json["id"]?.integer))
            var other = test.stranger
            other.token = secret
            #expect(try await other.get("/api/v1/devices").status == 200)
            let list = try await program.get("/api/v1/api-tokens")
            #expect(list.text.contains("\"b\"") && !list.text.contains(secret) && !list.text.contains("rollcall_"))
            #expect(try await program.send(.delete, "/api/v1/api-tokens/\(id)").status == 204)
            #expect(try await other.get("/api/v1/devices").status == 401)
            #expect(try await program.send(.delete, "/api/v1/api-tokens/\(id)").status == 404)
        }
    }

    @Test func thePageMakesATokenShowsItOnceAndRevokesIt() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let installer = try await test.verifiedInstaller()
            let company = try #require(try await test.hub.store.companies.company(of: installer.name))
            for fields in [
                ["name": "a"], ["name": "", "scope": "sync"], ["name": "a", "scope": "everything"],
                ["name": "a", "scope": "sync", "company": "999"], ["name": "a", "scope": "sync", "company": "x"],
            ] {
                #expect(try await admin.post("/tokens", fields).status == 422, "\(fields)")
            }
            #expect(try await test.hub.store.apiTokens.all().isEmpty)
            let made = try await admin.post("/tokens", ["name": "a", "scope": "sync", "company": "\(company.id)"])
            let secret = try #require(made.text.firstMatch(of: /rollcall_[A-Za-z0-9_-]{43}/).map { String($0.0) })
            #expect(made.status == 200)
            let page = try await admin.get("/tokens").text
            #expect(!page.contains(secret) && page.contains("a · \(company.name)"))
            let token = try #require(try await test.hub.store.apiTokens.all().first)
            #expect(token.scopes == [.sync] && token.companyID == company.id && token.madeBy == admin.name)
            #expect(try await admin.post("/tokens/\(token.id + 1)/revoke").status == 404)
            #expect(try await admin.post("/tokens/\(token.name)/revoke").status == 404, "a page names it by number")
            #expect(try await admin.post("/tokens/\(token.id)/revoke").status == 303)
            #expect(try await test.hub.store.apiTokens.all().isEmpty)
        }
    }

    @Test func anInvitationMakesOneAccountOfItsRoleWithinItsWeek() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            func invite() async throws -> String {
                let page = try await admin.post("/users/invite", ["role": "operator"]).text
                let found = try #require(page.firstMatch(of: /(http[^ <]+)(\/invitation\/[A-Za-z0-9_-]{43})/))
                #expect(found.1 == test.address)
                return String(found.2)
            }
            #expect(try await admin.post("/users/invite", ["role": "king"]).status == 400)
            let link = try await invite()
            let fields = ["name": "Hoa", "password": "một câu dài dễ nhớ", "role": "admin"]
            #expect(try await test.stranger.post(link, fields.merging(["password": "ngắn"]) { $1 }).status == 422)
            #expect(try await test.stranger.get(link).status == 200, "what was refused uses nothing up")
            #expect(try await test.stranger.post(link, fields).header("Location") == "/")
            #expect(try await test.hub.store.users.find("hoa").role == .operator)
            for reply in [
                try await test.stranger.get(link), try await test.stranger.post(link, fields),
                try await test.stranger.get("/invitation/nobody"),
            ] { #expect(reply.status == 404) }
            let late = try await invite()
            test.hub.clock.advance(by: .hours(24 * 7))
            #expect(try await test.stranger.get(late).status == 404)
            #expect(try await test.stranger.post(late, fields.merging(["name": "An"]) { $1 }).status == 404)
            #expect(try await test.hub.store.users.all().count == 2)
        }
    }
}
