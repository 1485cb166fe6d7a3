import Access
import Attendance
import HTTPTransport
import Serials
import Store
import SyncEngine
import TestSupport
import Testing
import UnbindingCases
import UnbindingDesk

/// Who hears of what, without having a page open.
@Suite struct NoticeTests {
    private func desk(_ test: TestConsole) -> Desk {
        Desk(
            store: test.hub.store, devices: TestConsole.quietNetwork, http: test.hub.engine.http,
            now: { test.hub.clock.now })
    }

    /// Filed, and left to a person.
    private func filed(_ test: TestConsole, by installer: TestConsole.Visitor) async throws -> UnbindingCase {
        let opened = try await installer.post("/cases/new", ["serial": LabelPhotos.serial])
        let address = try #require(opened.header("Location"))
        _ = try await installer.upload("\(address)/photos", try LabelPhotos.bytes("text.jpg"), named: "text.jpg")
        _ = try await installer.post("\(address)/key", ["key": "AwAAAFEwMTcyODQ4Mh+ZYT8="])
        _ = try await installer.post("\(address)/file", ["consent": "1"])
        let found = try await test.hub.store.cases.find(String(address.split(separator: "/").last ?? ""))
        #expect(found.state == .filed)
        return found
    }

    private func events(_ test: TestConsole, of visitor: TestConsole.Visitor) async throws -> [String] {
        let user = try await test.hub.store.users.find(visitor.name)
        return try await test.hub.store.notices.all(of: user.id).map(\.event).reversed()
    }

    @Test func theDeskHearsOfANewCaseOfOneThatIsNearlyDueAndOfOneThatIsOverdueOnceEach() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            let desk = desk(test)
            let (reviewer, admin) = (try await test.visitor(.reviewer), try await test.visitor(.admin))
            let installer = try await test.verifiedInstaller()
            let found = try await filed(test, by: installer)
            var expected: [String] = []
            for (event, minutes) in [("desk-new", 0), ("desk-nearly-due", 7), ("desk-overdue", 4)] {
                test.hub.clock.advance(by: .minutes(minutes))
                expected.append(event)
                for _ in 0..<2 { try await desk.tellDesk() }
                for visitor in [reviewer, admin] { #expect(try await events(test, of: visitor) == expected) }
            }
            let page = try await reviewer.get("/notices").text
            #expect(page.contains("đã quá hạn") && page.contains("/cases/\(found.number)"))
            test.hub.clock.advance(by: .hours(50))
            try await desk.tellDesk()
            #expect(try await events(test, of: reviewer) == expected)
            #expect(try await events(test, of: installer).isEmpty)
        }
    }

    @Test func aCaseThatCameWhileTheServerStoodIsToldAtItsStart() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            let reviewer = try await test.visitor(.reviewer)
            _ = try await filed(test, by: try await test.verifiedInstaller())
            test.hub.clock.advance(by: .hours(20))
            try await desk(test).tellDesk()
            #expect(try await events(test, of: reviewer) == ["desk-new", "desk-overdue"])
        }
    }

    @Test func nobodyHearsOfTheOwnCaseAndADecidedOneIsLeftAlone() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            let (admin, reviewer) = (try await test.verifiedInstaller(.admin), try await test.visitor(.reviewer))
            let found = try await filed(test, by: admin)
            try await desk(test).tellDesk()
            #expect(try await events(test, of: admin).isEmpty)
            #expect(try await events(test, of: reviewer) == ["desk-new"])
            _ = try await reviewer.post("/cases/\(found.number)/approve")
            test.hub.clock.advance(by: .hours(1))
            try await desk(test).tellDesk()
            #expect(try await events(test, of: reviewer) == ["desk-new"])
        }
    }

    @Test func programsHearOfAFiledAndOfAnOverdueCase() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            try await test.hub.store.settings.set(
                "notice-webhook", "https://desk.example/hook", act: Act(by: .person("test"), at: test.hub.clock.now))
            let installer = try await test.verifiedInstaller()
            let found = try await filed(test, by: installer)
            test.hub.clock.advance(by: .minutes(11))
            for _ in 0..<3 { try await desk(test).tellDesk() }
            let due = try await test.hub.store.notices.due(now: test.hub.clock.now)
            #expect(due.map(\.notice.event).sorted() == ["filed", "overdue"])
            #expect(due.allSatisfy { $0.channel == .webhook && $0.notice.subject == .unbindingCase(found.number) })
            // It is in nobody's list.
            #expect(try await events(test, of: installer).isEmpty)
        }
    }

    @Test func aCompanyHearsWhatBecameOfItAndWhoVerifiesHearsThatItWaits() async throws {
        try await TestConsole.with { test, _ in
            let (installer, admin) = (try await test.newcomer(), try await test.visitor(.admin))
            _ = try await installer.upload(
                "/company", try LabelPhotos.bytes("text.jpg"), named: "a.jpg", as: "document",
                ["name": "Thiết bị Ánh Dương", "tax-code": "0312345678", "contact": "0901"])
            #expect(try await events(test, of: admin) == ["company-waiting"])
            let waiting = try await admin.get("/notices").text
            #expect(waiting.contains("href=\"/companies\"") && waiting.contains("Ánh Dương"))
            let company = try #require(try await test.hub.store.companies.all().first)
            _ = try await admin.post("/companies/\(company.id)", ["decision": "refuse", "reason": "giấy tờ mờ"])
            _ = try await admin.post("/companies/\(company.id)", ["decision": "verify"])
            #expect(try await events(test, of: installer) == ["company-refused", "company-verified"])
            let page = try await installer.get("/notices").text
            #expect(page.contains("giấy tờ mờ") && page.contains("href=\"/company\""))
        }
    }
}
