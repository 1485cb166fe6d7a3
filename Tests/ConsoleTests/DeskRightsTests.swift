import Access
import Attendance
import HTTPTransport
import Notices
import Store
import TestSupport
import Testing
import UnbindingCases
import UnbindingDesk
import Wire

/// The desk's pages: two people to a case, and a word for every refusal.
@Suite struct DeskRightsTests {
    private func filed(_ test: TestConsole, by installer: TestConsole.Visitor) async throws -> String {
        let opened = try await installer.post("/cases/new", ["serial": LabelPhotos.serial])
        let address = try #require(opened.header("Location"))
        _ = try await installer.upload("\(address)/photos", try LabelPhotos.bytes("text.jpg"), named: "text.jpg")
        _ = try await installer.post("\(address)/key", ["key": "AwAAAFEwMTcyODQ4Mh+ZYT8="])
        _ = try await installer.post("\(address)/file", ["consent": "1"])
        #expect(try await state(test, address) == .filed)
        return address
    }

    private func state(_ test: TestConsole, _ address: String) async throws -> CaseState {
        try await test.hub.store.cases.find(String(address.split(separator: "/").last ?? "")).state
    }

    @Test(arguments: [Role.admin, .installer])
    func whoFiledACaseCarriesItOutWithNothingButTheDevicesPassword(_ role: Role) async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            _ = try await test.visitor(.admin).post("/bindings", ["serial": LabelPhotos.serial, "account": "a@b.vn"])
            let owner = try await test.verifiedInstaller(role)
            let address = try await filed(test, by: owner)
            let reviewer = try await test.visitor(.reviewer)
            _ = try await reviewer.post("\(address)/approve")
            #expect(try await state(test, address) == .approved)
            for fields in [
                ["authority": "register"], ["authority": "manual", "reference": "HK-1"],
                ["authority": "hikPartnerPro"],
            ] {
                #expect(try await owner.post("\(address)/execute", fields).status == 403, "\(fields)")
            }
            #expect(try await owner.post("\(address)/execute", ["authority": "sadp", "password": ""]).status == 303)
            #expect(try await state(test, address) == .approved)
            #expect(try await test.visitor(.viewer).post("\(address)/execute").status == 404)
            #expect(try await reviewer.post("\(address)/execute", ["authority": "register"]).status == 303)
            #expect(try await state(test, address) == .unbound)
        }
    }

    @Test func aTakenCaseIsGivenBackByItsReviewerOrByWhoRunsTheDesk() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            let address = try await filed(test, by: try await test.verifiedInstaller())
            let (one, two) = (try await test.visitor(.reviewer), try await test.visitor(.reviewer))
            let admin = try await test.visitor(.admin)
            for (visitor, isFree) in [(two, false), (one, true), (admin, true)] {
                _ = try await one.post("\(address)/take")
                #expect(try await state(test, address) == .inReview)
                _ = try await visitor.post("\(address)/release")
                #expect(try await state(test, address) == (isFree ? .filed : .inReview), "\(visitor.name)")
            }
            _ = try await one.post("\(address)/take")
            // Running the desk is no reason to decide over a reviewer's head.
            _ = try await admin.post("\(address)/approve")
            #expect(try await state(test, address) == .inReview)
        }
    }

    @Test func aRejectionHasAReasonOfTheList() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            let address = try await filed(test, by: try await test.verifiedInstaller())
            let reviewer = try await test.visitor(.reviewer)
            for reason in ["", "because", "SERIALMISMATCH"] {
                #expect(try await reviewer.post("\(address)/reject", ["reason": reason]).status == 400)
            }
            #expect(try await state(test, address) == .filed)
            let reason = try #require(RejectionReason.allCases.first { $0 != .other })
            _ = try await reviewer.post("\(address)/reject", ["reason": reason.rawValue, "words": "xem lại"])
            let found = try await test.hub.store.cases.find(String(address.split(separator: "/").last ?? ""))
            #expect(found.state == .rejected && found.reasonCode == reason)
        }
    }

    @Test func aCompanyIsTakenInWithAnHonestTaxCodeAndRefusedWithAReason() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let store = test.hub.store
            for (name, code) in [
                ("A", "0312345678"), ("Ánh Dương", "031234567"), ("Ánh Dương", "03123456789"),
                ("Ánh Dương", "031234567x"), (String(repeating: "x", count: 201), "0312345678"),
            ] {
                _ = try await admin.post("/companies", ["name": name, "tax-code": code])
            }
            #expect(try await store.companies.all().isEmpty)
            _ = try await admin.post("/companies", ["name": "Ánh Dương", "tax-code": "0312345678"])
            let company = try #require(try await store.companies.all().first)
            #expect(company.state == .verified)
            _ = try await admin.post("/companies/\(company.id)", ["decision": "refuse", "reason": "  "])
            #expect(try await store.companies.find(company.id).state == .verified)
            _ = try await admin.post("/companies/\(company.id)", ["decision": "refuse", "reason": "giấy tờ mờ"])
            let refused = try await store.companies.find(company.id)
            #expect(refused.state == .refused && refused.reason == "giấy tờ mờ")
            #expect(try await admin.post("/companies/999", ["decision": "verify"]).status == 404)
        }
    }

    @Test func aSealedSecretIsWrittenAndNeverShown() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let name = DeskSecret.hikPartnerSecret
            _ = try await admin.post("/desk/secrets", [name: "hpp-secret-4711"])
            #expect(try await test.hub.store.programSecrets.load(name) == "hpp-secret-4711")
            let page = try await admin.get("/settings").text
            #expect(page.contains("name=\"\(name)\"") && !page.contains("hpp-secret-4711"))
            // What is left empty stays, and no other name is taken.
            _ = try await admin.post("/desk/secrets", [name: "", "browser-key": "mine"])
            #expect(try await test.hub.store.programSecrets.load(name) == "hpp-secret-4711")
            #expect(try await test.hub.store.programSecrets.load("browser-key") != "mine")
            let worker = try await test.visitor(.operator).get("/settings").text
            #expect(!worker.contains(name))
            #expect(try await test.visitor(.reviewer).post("/desk/secrets", [name: "x"]).status == 403)
        }
    }

    @Test func theRegisterTakesSerialsAlone() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            for serial in ["", "hello", "Q0172848"] { _ = try await admin.post("/bindings", ["serial": serial]) }
            #expect(try await test.hub.store.bindings.all().isEmpty)
            _ = try await admin.post("/bindings", ["serial": "q01728482", "account": " a@b.vn "])
            #expect(try await test.hub.store.bindings.all().map(\.account) == ["a@b.vn"])
            _ = try await admin.post("/bindings", ["serial": "Q01728482", "account": ""])
            #expect(try await test.hub.store.bindings.all().map(\.account) == [nil])
            let program = try await test.program([.deskWrite])
            let bad = try await program.send(.put, "/api/v1/bindings/hello", json: #"{"account":"x"}"#)
            #expect(bad.status == 422 && bad.json["field"]?.text == "serial")
        }
    }

    @Test func noticesAreOnesOwnAndGoToAnAddressOfMail() async throws {
        try await TestConsole.with { test, _ in
            let (one, other) = (try await test.visitor(.viewer), try await test.visitor(.viewer))
            for address in ["lan", "lan@", "lan@x y", "a@b.vn\r\nBcc: c@d.vn"] {
                #expect(try await one.post("/notices/mail", ["mail": address]).status == 422, "\(address)")
            }
            #expect(try await one.post("/notices/mail", ["mail": "lan@example.com"]).status == 303)
            #expect(try await one.get("/notices").text.contains("lan@example.com"))
            #expect(!(try await other.get("/notices").text.contains("lan@example.com")))
            #expect(try await one.post("/notices/mail", ["mail": ""]).status == 303)
            #expect(!(try await one.get("/notices").text.contains("lan@example.com")))
        }
    }
}
