import Access
import Attendance
import HTTPTransport
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases
import UnbindingDesk
import Wire

/// Colleagues see each other's cases and networks; other companies see neither, nor learn of them.
@Suite struct CompanyWallTests {
    /// Two of one company, and one of another.
    private func people(_ test: TestConsole) async throws -> (
        one: TestConsole.Visitor, colleague: TestConsole.Visitor, other: TestConsole.Visitor, company: Company
    ) {
        let (one, colleague) = (try await test.verifiedInstaller(), try await test.newcomer())
        let company = try #require(try await test.hub.store.companies.company(of: one.name))
        try await test.hub.store.companies.assign(
            company, to: colleague.name, act: Act(by: .person("test"), at: test.hub.clock.now))
        return (one, colleague, try await test.verifiedInstaller(), company)
    }

    private func draft(_ installer: TestConsole.Visitor, photo: String = "label.jpg") async throws -> String {
        let opened = try await installer.post("/cases/new", ["serial": LabelPhotos.serial])
        let address = try #require(opened.header("Location"))
        _ = try await installer.upload("\(address)/photos", try LabelPhotos.bytes(photo), named: photo)
        return address
    }

    private func number(_ address: String) -> String { String(address.split(separator: "/").last ?? "") }

    @Test func aCaseIsItsCompanysToSeeAndItsInstallersToChange() async throws {
        try await TestConsole.with { test, _ in
            let (one, colleague, other, _) = try await people(test)
            let address = try await draft(one)
            #expect(try await colleague.get(address).status == 200)
            #expect(try await colleague.get("/cases").text.contains(number(address)))
            #expect(try await colleague.get("\(address)/dossier.zip").status == 200)
            #expect(try await colleague.post("\(address)/withdraw").status == 404)
            #expect(try await other.get(address).status == 404)
            #expect(!(try await other.get("/cases").text.contains(number(address))))
            // Whoever leaves the company leaves its cases, and its installer keeps his own.
            try await test.hub.store.companies.assign(
                nil, to: colleague.name, act: Act(by: .person("test"), at: test.hub.clock.now))
            #expect(try await colleague.get(address).status != 200)
        }
    }

    @Test func aPhotoThatWasUsedBeforeNamesNoCaseOfAnotherCompany() async throws {
        try await TestConsole.with { test, _ in
            let (one, colleague, other, _) = try await people(test)
            let first = number(try await draft(one))
            let foreign = try await draft(other)
            for page in [try await other.get(foreign).text] {
                #expect(page.contains("một yêu cầu của bên khác cũng dùng ảnh này") && !page.contains(first))
            }
            // The company's own case and the desk are told which.
            #expect(try await colleague.get(try await draft(colleague)).text.contains("yêu cầu \(first) cũng dùng"))
            let reviewer = try await test.visitor(.reviewer)
            #expect(try await reviewer.get(foreign).text.contains("yêu cầu \(first) cũng dùng"))
        }
    }

    @Test func aReportedNetworkIsItsCompanysOrTheDesksAlone() async throws {
        try await TestConsole.with { test, _ in
            let (one, colleague, other, company) = try await people(test)
            func report(_ name: String, for company: Int64?) async throws -> Int64 {
                let (_, secret) = try await test.hub.store.apiTokens.add(
                    name, scopes: [.networkReport], company: company,
                    act: Act(by: .person("test"), at: test.hub.clock.now))
                var program = test.stranger
                program.token = secret
                let body: JSONValue = [
                    "network": .string(name),
                    "devices": [["serial": "DS-X20210415AAWRQ01728482", "mac": "44-47-cc-00-20-01"]],
                ]
                let sent = try await program.send(.post, "/api/v1/network-lists", json: body.description)
                #expect(sent.status == 201, "\(sent.text)")
                return try #require(try JSONValue(parsing: Array(sent.text.utf8))["id"]?.integer)
            }
            let theirs = try await report("kho Bình Dương", for: company.id)
            let nobodys = try await report("văn phòng", for: nil)
            let reviewer = try await test.visitor(.reviewer)
            for (visitor, list, isSeen) in [
                (one, theirs, true), (colleague, theirs, true), (other, theirs, false), (reviewer, theirs, true),
                (one, nobodys, false), (other, nobodys, false), (reviewer, nobodys, true),
            ] {
                let page = try await visitor.get("/network?list=\(list)").text
                #expect(page.contains(list == theirs ? "kho Bình Dương" : "văn phòng") == isSeen)
                #expect((try await visitor.get("/network/\(list)/0").status == 200) == isSeen)
                if visitor.name != reviewer.name {
                    let new = try await visitor.get("/cases/new").text
                    #expect(new.contains("list=\(list)") == isSeen)
                }
            }
        }
    }
}
