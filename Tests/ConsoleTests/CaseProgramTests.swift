import Access
import Attendance
import Foundation
import HTTPTransport
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases
import Wire

/// A distributor's own app: it opens, files and follows cases by the JSON API.
@Suite struct CaseProgramTests {
    private static let app: Set<Permission> = [.casesFile, .casesRead]
    private static let desk: Set<Permission> = [.casesDecide, .casesRead, .unbind, .deskWrite]

    private struct App {
        let visitor: TestConsole.Visitor

        func call(
            _ method: HTTPCall.Method, _ path: String, _ body: JSONValue? = nil, key: String? = nil
        ) async throws -> HTTPReply {
            try await visitor.send(
                method, "/api/v1" + path, json: body?.description,
                headers: key.map { [(name: "Idempotency-Key", value: $0)] } ?? [])
        }
    }

    private func company(_ test: TestConsole) async throws -> Company {
        let visitor = try await test.verifiedInstaller()
        return try #require(try await test.hub.store.companies.company(of: visitor.name))
    }

    private func app(
        _ test: TestConsole, _ scopes: Set<Permission> = app, of company: Int64? = nil
    ) async throws -> App {
        App(visitor: try await test.program(scopes, of: company))
    }

    private static func photo(_ name: String = "label.jpg") throws -> JSONValue {
        ["name": .string(name), "data": .string(Data(try LabelPhotos.bytes(name)).base64EncodedString())]
    }

    private static let opening: JSONValue = [
        "serial": .string(LabelPhotos.serial), "onBehalfOf": "Nguyễn Văn A, 0903 000 000", "ownReference": "T-1",
    ]

    /// Opened, with photo and key.
    private func draft(_ app: App) async throws -> String {
        let opened = try await app.call(.post, "/cases", Self.opening, key: "open-1")
        #expect(opened.status == 201, "\(opened.text)")
        let number = try #require(opened.json["number"]?.text)
        #expect(try await app.call(.post, "/cases/\(number)/photos", try Self.photo()).status == 201)
        let key = try await app.call(.put, "/cases/\(number)/key", ["key": "AwAAAFEwMTcyODQ4Mh+ZYT8="])
        #expect(key.json["fits"]?.bool == true, "\(key.text)")
        return number
    }

    @Test func anAppFilesACaseForAPersonOfItsCompanyAndTheDesksAppDecidesIt() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            let app = try await app(test, of: try await company(test).id)
            let dry = try await app.call(
                .post, "/case-checks", ["serial": .string(LabelPhotos.serial), "photos": [try Self.photo()]])
            #expect(dry.json["checks"]?.array?.first?["result"]?.text == "pass", "\(dry.text)")
            #expect(try await app.call(.get, "/cases").json["items"]?.array?.isEmpty == true)

            let number = try await draft(app)
            let refused = try await app.call(.post, "/cases/\(number)/filing", ["consent": false])
            #expect(refused.status == 422)
            let filed = try await app.call(.post, "/cases/\(number)/filing", ["consent": true], key: "file-1")
            #expect(filed.json["state"]?.text == "filed", "\(filed.text)")
            #expect(filed.json["dueAt"]?.text == "2026-11-23T09:10:00+07:00")
            #expect(filed.json["onBehalfOf"]?.text == "Nguyễn Văn A, 0903 000 000")

            let own = try await app.call(.post, "/cases/\(number)/decision", ["decision": "approve"])
            #expect(own.status == 403)
            let desk = try await self.app(test, Self.desk)
            #expect(try await desk.call(.post, "/cases/\(number)/taking").json["state"]?.text == "inReview")
            let asked = try await desk.call(
                .post, "/cases/\(number)/decision", ["decision": "askMore", "words": "ảnh rõ hơn"])
            #expect(asked.json["asked"]?.text == "ảnh rõ hơn")
            #expect(try await app.call(.post, "/cases/\(number)/answer").json["state"]?.text == "filed")
            let approved = try await desk.call(.post, "/cases/\(number)/decision", ["decision": "approve"])
            #expect(approved.json["state"]?.text == "approved", "\(approved.text)")
            let without = try await desk.call(.post, "/cases/\(number)/execution", ["authority": "manual"])
            #expect(without.status == 422)
            let done = try await desk.call(
                .post, "/cases/\(number)/execution", ["authority": "manual", "reference": "HK-1"])
            #expect(done.json["case"]?["state"]?.text == "unbound", "\(done.text)")

            let whole = try await app.call(.get, "/cases/\(number)")
            #expect(whole.json["photos"]?.array?.first?["result"]?.text == "pass")
            #expect(whole.json["log"]?.array?.last?["event"]?.text == "unbound")
            let dossier = try await app.call(.get, "/cases/\(number)/dossier")
            #expect(dossier.status == 200 && dossier.body.starts(with: [0x50, 0x4B]))
            #expect(try await app.call(.get, "/cases/\(number)/photos/1").status == 200)
        }
    }

    @Test func whatIsSentTwiceIsDoneOnce() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            let app = try await app(test, of: try await company(test).id)
            let number = try await draft(app)
            #expect(try await draft(app) == number)
            var other = Self.opening
            other = other.adding("model", "DS-2CD2143G0-I")
            #expect(try await app.call(.post, "/cases", other, key: "open-2").json["number"]?.text != number)
            let clash: JSONValue = ["serial": "E12345678", "ownReference": "T-1"]
            #expect(try await app.call(.post, "/cases", clash, key: "open-1").status == 422)
            let opened = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await app.call(.post, "/cases", Self.opening, key: "open-3").json["number"]?.text
                    }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(opened.count == 1 && !opened.contains(nil))
            let photos = try await app.call(.get, "/cases/\(number)").json["photos"]?.array
            #expect(photos?.count == 1)
            let replies = try await withThrowingTaskGroup(of: HTTPReply.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await app.call(.post, "/cases/\(number)/filing", ["consent": true], key: "file-1")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.allSatisfy { $0.status == 200 && $0.json["state"]?.text == "filed" })
            #expect(try await app.call(.post, "/cases/\(number)/filing", ["consent": true], key: "x").status == 422)
            let log = try await app.call(.get, "/cases/\(number)").json["log"]?.array ?? []
            #expect(log.count { $0["event"]?.text == "filed" } == 1)
            #expect(log.count { $0["event"]?.text == "checked" } == 1)
        }
    }

    @Test func aCompanysAppSeesItsCompanyAlone() async throws {
        try await TestConsole.with { test, _ in
            let (one, other) = (try await company(test), try await company(test))
            let app = try await app(test, of: one.id)
            let stranger = try await self.app(test, [.casesFile, .casesRead, .casesDecide, .deskWrite], of: other.id)
            let number = try await draft(app)
            for path in ["", "/photos/1", "/dossier"] {
                #expect(try await stranger.call(.get, "/cases/\(number)\(path)").status == 404, "\(path)")
            }
            for path in ["/withdrawal", "/answer", "/taking"] {
                #expect(try await stranger.call(.post, "/cases/\(number)\(path)").status == 404, "\(path)")
            }
            #expect(try await stranger.call(.delete, "/cases/\(number)/photos/1").status == 404)
            #expect(try await stranger.call(.get, "/cases").json["items"]?.array?.isEmpty == true)
            #expect(try await stranger.call(.get, "/companies").json["items"]?.array?.count == 1)
            let foreign = Self.opening.adding("company", .integer(one.id))
            #expect(try await stranger.call(.post, "/cases", foreign).status == 404)
            let decision = try await stranger.call(.post, "/companies/\(one.id)/decision", ["verified": true])
            #expect(decision.status == 403)
            // It does not do the desk's work, whatever its scopes.
            let mixed = try await self.app(test, Set(Permission.allCases), of: one.id)
            for (path, body) in [
                ("/taking", nil), ("/decision", ["decision": "approve"]),
                ("/execution", ["authority": "manual", "reference": "x"]),
            ] as [(String, JSONValue?)] {
                #expect(try await mixed.call(.post, "/cases/\(number)\(path)", body).status == 403, "\(path)")
            }
            #expect(try await mixed.call(.put, "/bindings/Q01728482", ["account": nil]).status == 403)
            // A desk's app speaks for a company that it names, and for nobody without.
            let desk = try await self.app(test)
            #expect(try await desk.call(.post, "/cases", Self.opening).status == 422)
            let opened = try await desk.call(.post, "/cases", foreign)
            #expect(opened.json["company"]?.integer == one.id)
            #expect(try await app.call(.get, "/cases").json["items"]?.array?.count == 2)
        }
    }

    @Test func aListThatIsAskedAgainFromItsLastCaseMissesNone() async throws {
        try await TestConsole.with { test, _ in
            let app = try await app(test, of: try await company(test).id)
            var numbers: [String] = []
            for index in 0..<5 {
                let body: JSONValue = ["serial": .string("E1234567\(index)"), "ownReference": .string("R-\(index)")]
                numbers.append(try #require(try await app.call(.post, "/cases", body).json["number"]?.text))
                test.hub.clock.advance(by: .seconds(1))
            }
            func list(_ query: String) async throws -> (numbers: [String], last: String?, next: String?) {
                let reply = try await app.call(.get, "/cases?\(query)")
                let items = reply.json["items"]?.array ?? []
                return (
                    items.compactMap { $0["number"]?.text }, items.last?["changedAt"]?.text, reply.json["next"]?.text
                )
            }
            let first = try await list("limit=3")
            #expect(first.numbers == Array(numbers.prefix(3)))
            #expect(try await list("limit=3&cursor=\(first.next ?? "")").numbers == Array(numbers.suffix(2)))
            #expect(try await list("ownReference=R-2").numbers == [numbers[2]])
            let all = try await list("")
            // The clock is set back, and a case moves: it is still behind what was seen.
            test.hub.clock.advance(by: .hours(-3))
            _ = try await app.call(.post, "/cases/\(numbers[1])/withdrawal")
            let since = try #require(all.last).replacing("+", with: "%2B").replacing(":", with: "%3A")
            #expect(try await list("updatedSince=\(since)").numbers.contains(numbers[1]))
            #expect(try await list("state=withdrawn").numbers == [numbers[1]])
        }
    }

    @Test func anAppFilesForAnAccountWhichSeesTheCaseAsItsOwn() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            let installer = try await test.verifiedInstaller()
            let company = try #require(try await test.hub.store.companies.company(of: installer.name))
            let app = try await app(test, of: company.id)
            let body: JSONValue = ["serial": .string(LabelPhotos.serial), "installer": .string(installer.name)]
            let number = try #require(try await app.call(.post, "/cases", body).json["number"]?.text)
            #expect(try await installer.get("/cases/\(number)").status == 200)
            _ = try await app.call(.post, "/cases/\(number)/photos", try Self.photo())
            _ = try await app.call(.put, "/cases/\(number)/key", ["key": "AwAAAFEwMTcyODQ4Mh+ZYT8="])
            #expect(
                try await app.call(.post, "/cases/\(number)/filing", ["consent": true]).json["state"]?.text == "filed")
            let reviewer = try await test.visitor(.reviewer)
            _ = try await reviewer.post("/cases/\(number)/approve")
            let user = try await test.hub.store.users.find(installer.name)
            #expect(try await test.hub.store.notices.all(of: user.id).map(\.event) == ["approved"])
            // Nobody is spoken for who belongs elsewhere.
            let stranger = try await test.verifiedInstaller()
            let foreign: JSONValue = ["serial": .string(LabelPhotos.serial), "installer": .string(stranger.name)]
            #expect(try await app.call(.post, "/cases", foreign).status == 404)
        }
    }

    @Test func anAppNamesTheCompanyOfAnAccountAndTheDeskVerifiesIt() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.newcomer()
            let app = try await app(test, [.companyPropose])
            func proposal(_ document: JSONValue) -> JSONValue {
                [
                    "installer": .string(installer.name), "name": "Đại lý", "taxCode": "0312345678",
                    "contact": "0901 234 567", "document": document,
                ]
            }
            let broken: JSONValue = ["name": "x.jpg", "data": "aGVsbG8="]
            #expect(try await app.call(.post, "/company-proposals", proposal(broken)).status == 422)
            let named = try await app.call(.post, "/company-proposals", proposal(try Self.photo()))
            #expect(named.json["state"]?.text == "waiting", "\(named.text)")
            let id = try #require(named.json["id"]?.integer)
            let desk = try await self.app(test, Self.desk)
            let decided = try await desk.call(.post, "/companies/\(id)/decision", ["verified": true])
            #expect(decided.json["state"]?.text == "verified")
            let company = try await test.hub.store.companies.company(of: installer.name)
            #expect(company?.state == .verified)
            let own = try await self.app(test, [.companyPropose], of: id)
            #expect(try await own.call(.post, "/company-proposals", proposal(try Self.photo())).status == 403)
        }
    }

    @Test func theDesksToolsAreThere() async throws {
        try await TestConsole.with(now: "2026-11-28T17:25:00+07:00") { test, _ in
            let desk = try await app(test, Self.desk)
            // Saturday, five minutes before closing: the rest is Monday's.
            let preview = try await desk.call(.get, "/deadline")
            #expect(preview.json["dueAt"]?.text == "2026-11-30T08:35:00+07:00", "\(preview.text)")
            let company = try await desk.call(.post, "/companies", ["name": "Đại lý", "taxCode": "0312345678"])
            #expect(company.json["state"]?.text == "verified")
            #expect(
                try await desk.call(.post, "/companies", ["name": "Đại lý", "taxCode": "03123456xx"]).status == 422)
            let noted = try await desk.call(.put, "/bindings/Q01728482", ["account": "kho@vidu.vn"])
            #expect(noted.json["account"]?.text == "kho@vidu.vn")
            #expect(try await desk.call(.get, "/bindings").json["items"]?.array?.count == 1)
            let calendar = try await desk.call(.get, "/calendar")
            let replaced = try await desk.call(.put, "/calendar", calendar.json)
            #expect(replaced.json["version"]?.integer == (calendar.json["version"]?.integer ?? 0) + 1)
            #expect(try await desk.call(.put, "/calendar", ["timeZone": "Nowhere"]).status == 422)
        }
    }
}
