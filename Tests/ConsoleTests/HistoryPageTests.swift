import Access
import Attendance
import AttendanceHub
import HTTPTransport
import Store
import TestSupport
import Testing

/// The history page: sentences, its filter in the address, and the file of exactly what it shows.
@Suite struct HistoryPageTests {
    private func with(_ body: @escaping @Sendable (TestConsole, TestConsole.Visitor) async throws -> Void) async throws
    {
        try await TestConsole.with { test, _ in
            try await test.hub.addDevice("Cổng <A>", kind: "hanet", ["token": "t", "place-id": "1"])
            let day = Duration.hours(24)
            let history = test.hub.store.history
            let now = test.hub.clock.now
            for (event, subject, actor, age) in [
                (HistoryEvent.device(.edited), "Cổng <A>", "lan", 3), (.device(.paused), "Kho", "minh", 2),
                (.hrClient(.edited), "Cổng <A>", "minh", 1),
            ] {
                var at = now
                for _ in 0..<age { at = at - day }
                try await history.record(event, of: subject, act: Act(by: .person(actor), at: at))
            }
            try await body(test, try await test.visitor(.admin))
        }
    }

    private func page(_ visitor: TestConsole.Visitor, _ query: String = "") async throws -> String {
        try await visitor.get("/history" + query, headers: [("Accept-Language", "vi")]).text
    }

    @Test func itSpeaksInSentencesAndEscapesNames() async throws {
        try await with { _, admin in
            let page = try await page(admin)
            #expect(page.contains("lan đã sửa thiết bị “Cổng &lt;A&gt;”") && !page.contains("<A>"))
            #expect(page.contains("test đã thêm thiết bị “Cổng &lt;A&gt;” (Camera Hanet AI)"))
            #expect(page.contains("minh đã tạm dừng đồng bộ tự động của thiết bị “Kho”"))
        }
    }

    @Test func theFilterStandsInTheAddressAndInItsControls() async throws {
        try await with { _, admin in
            let gate = try await page(admin, "?device=C%E1%BB%95ng+%3CA%3E&event=devices&who=lan")
            #expect(gate.contains("lan đã sửa") && !gate.contains("minh đã") && !gate.contains("test đã"))
            #expect(gate.contains("value=\"Cổng &lt;A&gt;\"") && gate.contains("<option value=\"devices\" selected>"))
            #expect(gate.contains("<option value=\"lan\" selected>"))
            let days = try await page(admin, "?from=2026-03-14&to=2026-03-15")
            #expect(days.contains("“Kho”") && days.contains("HRM client “Cổng") && !days.contains("lan đã sửa"))
            #expect(try await page(admin, "?from=2026-03-15&to=2026-03-14").contains("“Kho”"), "in either order")
            let none = try await page(admin, "?device=nobody")
            #expect(none.contains("Không có mục nào khớp bộ lọc"))
            let odd = try await page(admin, "?event=moon&from=soon")
            #expect(odd.contains("không có loại sự kiện “moon”") && odd.contains("lan đã sửa"))
        }
    }

    @Test func olderPagesKeepTheFilter() async throws {
        try await with { test, admin in
            let act = Act(by: .person("lan"), at: test.hub.clock.now)
            for number in 0..<60 {
                try await test.hub.store.history.record(.device(.edited), of: "D\(number)", act: act)
            }
            let first = try await page(admin, "?who=lan&event=devices")
            let next = try #require(first.firstMatch(of: /href="(\/history\?[^"]*before=[^"]*)"/)).1
            #expect(next.contains("who=lan") && next.contains("event=devices"))
            let second = try await admin.get(String(next).replacing("&amp;", with: "&")).text
            #expect(second.contains("“D0”") && !second.contains("“D10”") && !second.contains("minh đã"))
        }
    }

    @Test func theFileHoldsExactlyTheFilter() async throws {
        try await with { test, admin in
            let act = Act(by: .person("lan"), at: test.hub.clock.now)
            for number in 0..<600 {
                try await test.hub.store.history.record(.device(.edited), of: "=D\(number)", act: act)
            }
            let csv = try await admin.get("/history/export.csv?who=lan")
            #expect(csv.body.starts(with: [0xEF, 0xBB, 0xBF]))
            let lines = csv.text.split(whereSeparator: \.isNewline)
            #expect(lines.count == 602 && lines.dropFirst().allSatisfy { $0.contains(",lan,device.edited,") })
            #expect(lines.last?.hasPrefix("2026-03-13T10:00:00+07:00,lan,device.edited,Cổng <A>,") == true)
            let xlsx = try await admin.get("/history/export.xlsx?event=hr-clients")
            #expect(xlsx.status == 200 && xlsx.body.starts(with: [0x50, 0x4B]))
        }
    }

    @Test func programsFilterTheSameWay() async throws {
        try await with { test, _ in
            let program = try await test.program([.historyRead])
            let found = try await program.get("/api/v1/history?actor=minh&event=device.paused").text
            #expect(found.contains("\"subject\":\"Kho\"") && !found.contains("hr.edited"))
            #expect(try await program.get("/api/v1/history?from=2026-03-15&to=2026-03-15").text.contains("hr.edited"))
            #expect(try await program.get("/api/v1/history?event=moon").status == 422)
        }
    }
}
