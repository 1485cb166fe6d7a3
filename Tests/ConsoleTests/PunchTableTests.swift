import Access
import Attendance
import HTTPTransport
import Store
import TestSupport
import Testing

/// The table of punches: how many there are, what is filtered, how it looks in one browser, and one punch beside it.
@Suite struct PunchTableTests {
    /// One device with 25 punches of the morning of 16 March 2026, a minute apart from 08:50 on.
    private func with(
        _ body: @escaping @Sendable (TestHub, TestConsole.Visitor, Device) async throws -> Void
    ) async throws {
        try await TestConsole.with { test, _ in
            let device = try await test.hub.addDevice(
                "Cổng <1>", kind: "hanet", ["token": "t", "place-id": "1"])
            let start = Instant("2026-03-16T08:50:00+07:00")
            try await test.hub.record(
                (0..<25).map { (name: "Lan \($0)", at: start + .seconds(60 * $0)) }, of: device)
            try await body(test.hub, try await test.visitor(.viewer), device)
        }
    }

    private func rows(_ page: String) -> Int { page.matches(of: /<tr data-row="/).count }

    private func address(_ page: String, after mark: String) throws -> String {
        let rest = try #require(page.firstRange(of: mark)).upperBound
        return String(page[rest...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
    }

    @Test func eachPageSaysWhichOfHowManyRowsItShows() async throws {
        try await with { _, viewer, _ in
            let first = try await viewer.get("/punches?size=10").text
            #expect(first.contains("1–10 trong 25 bản ghi"))
            let next = #"<a class="button" href=""#
            let way = try address(
                String(first[try #require(first.firstRange(of: #"class="pages""#)).upperBound...]), after: next)
            let second = try await viewer.get(way).text
            #expect(second.contains("11–20 trong 25 bản ghi"))
            let back = try address(
                String(second[try #require(second.firstRange(of: #"class="pages""#)).upperBound...]), after: next)
            #expect(try await viewer.get(back).text.contains("1–10 trong 25 bản ghi"))
            // Nobody counted the rows before a day that is jumped to, nor those of a made-up place.
            let jumped = try await viewer.get("/punches?size=10&at=2026-03-16").text
            #expect(jumped.contains(">10 trong 25 bản ghi"))
            #expect(
                try await viewer.get(way.replacing("start=11", with: "start=900")).text.contains(">10 trong 25 bản ghi")
            )
            let none = try await viewer.get("/punches?code=nobody").text
            #expect(!none.contains("class=\"place") && none.contains("Không có bản ghi phù hợp"))
        }
    }

    @Test func whatIsFilteredIsCountedAndEachPartIsTakenOffByItself() async throws {
        try await with { _, viewer, device in
            let plain = try await viewer.get("/punches").text
            #expect(plain.contains("href=\"#filter\">Lọc</a>") && !plain.contains("bỏ lọc"))
            let page = try await viewer.get("/punches?person=%3Cb%3E&device=\(device.id)&from=2026-03-16&to=2026-03-16")
                .text
            #expect(page.contains("href=\"#filter\">Lọc (3)</a>"))
            #expect(page.contains("họ tên: &lt;b&gt;") && page.contains("thiết bị: Cổng &lt;1&gt;"))
            let without = try address(page, after: #"<ul class="chips set">"# + "\n<li>\n<a href=\"")
            #expect(without == "/punches?device=\(device.id)&from=2026-03-16&to=2026-03-16")
            #expect(rows(try await viewer.get(without).text) == 25)
        }
    }

    @Test func anHourHasExactlyItsPunchesWhateverTheDevicesCalendar() async throws {
        try await with { hub, viewer, _ in
            let far = try await hub.addDevice(
                "Far", kind: "hanet", ["token": "t", "place-id": "2"],
                zone: try #require(Zone(identifier: "Pacific/Honolulu")))
            // The day before, by its own calendar.
            try await hub.record([("Kim", Instant("2026-03-16T08:59:59+07:00"))], of: far)
            let hour = "from=2026-03-16&to=2026-03-16&hour=2026-03-16T01%3A00%3A00Z"
            let page = try await viewer.get("/punches?\(hour)").text
            #expect(rows(page) == 11 && page.contains("1–11 trong 11 bản ghi") && page.contains("Kim"))
            #expect(page.contains("08:00–09:00"))
            #expect(page.contains(#"<input type="hidden" name="hour" value="2026-03-16T01:00:00Z">"#))
            let csv = try await viewer.get("/punches/export.csv?\(hour)").text
            #expect(csv.split(whereSeparator: \.isNewline).count == 12)
            // An hour of another day, or none at all, leaves the days as they are.
            for other in ["2026-03-14T01%3A00%3A00Z", "soon"] {
                let page = try await viewer.get("/punches?from=2026-03-16&to=2026-03-16&hour=\(other)").text
                #expect(rows(page) == 25 && !page.contains("name=\"hour\""))
            }
        }
    }

    @Test func columnsAreChosenAndRemembered() async throws {
        try await with { _, viewer, _ in
            let whole = try await viewer.get("/punches").text
            #expect(whole.contains(">Camera/cửa</th>") && whole.contains("<td class=\"code\">"))
            let chosen = try await viewer.get(
                "/punches/view?column=date&column=secret&density=compact&return=/punches%3Fsize=10")
            #expect(chosen.status == 303 && chosen.header("Location") == "/punches?size=10")
            let cookie = try #require(chosen.header("Set-Cookie"))
            #expect(cookie.hasPrefix("rollcall-tables=compact.date;") && cookie.contains("HttpOnly"))
            let page = try await viewer.get("/punches", headers: [("Cookie", "rollcall-tables=compact.date")]).text
            #expect(!page.contains(">Camera/cửa</th>") && !page.contains("<td class=\"code\">"))
            #expect(page.contains("<td class=\"when date\">") && page.contains("Lan 24"))
            let status = try await viewer.get("/status", headers: [("Cookie", "rollcall-tables=compact.date")]).text
            #expect(status.contains("class=\"no-script compact\""))
            #expect(!whole.contains("class=\"no-script compact\""))
        }
    }

    @Test func aTableWithoutAnyChosenColumnStillSaysWhoAndWhen() async throws {
        try await with { _, viewer, _ in
            for cookie in ["comfortable", "<x>.%22", "..", "compact."] {
                let page = try await viewer.get("/punches", headers: [("Cookie", "rollcall-tables=\(cookie)")]).text
                #expect(
                    page.contains(">Lan 24</a>") && page.contains("<td class=\"when time\">09:14:00</td>"), "\(cookie)")
            }
        }
    }

    @Test func theChoiceOfColumnsLeadsToNoOtherHost() async throws {
        try await with { _, viewer, _ in
            for way in ["//elsewhere.vn", "https://elsewhere.vn", "/%5Celsewhere.vn", ""] {
                let reply = try await viewer.get("/punches/view?return=\(way)")
                #expect(reply.header("Location") == "/punches", "\(way)")
            }
        }
    }

    @Test func aTraceIsHadWithoutItsFrame() async throws {
        try await with { hub, viewer, _ in
            let id = try #require(try await hub.punches().first).punch.id
            let list = try await viewer.get("/punches").text
            #expect(list.contains("<a href=\"/punches/\(id)\" data-side=\"\(id)\""))
            let part = try await viewer.get("/punches/\(id)?part=trace").text
            #expect(part.hasPrefix("<div class=\"box\">") && part.contains("Lan 24") && !part.contains("<html"))
            let page = try await viewer.get("/punches/\(id)").text
            #expect(page.contains("<html") && page.contains(part))
        }
    }
}
