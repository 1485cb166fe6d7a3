import Access
import Attendance
import AttendanceHub
import HTTPTransport
import Store
import TestSupport
import Testing

@testable import Console

/// The list of devices: what somebody must look at comes first, and is one click away.
@Suite struct DeviceListingTests {
    private func with(_ body: @escaping @Sendable (TestConsole, TestConsole.Visitor) async throws -> Void) async throws
    {
        try await TestConsole.with { test, _ in
            let devices = [("Fine", "hanet"), ("Off", "hanet"), ("Sick", "nuveq"), ("Last", "hanet")]
            for (number, (name, kind)) in devices.enumerated() {
                let id = String(number + 1)
                let fields = kind == "hanet" ? ["token": "t", "place-id": id] : ["api-id": id, "token-key": "k"]
                try await test.hub.addDevice(name, kind: kind, fields)
            }
            let act = Act(by: .person("test"), at: test.hub.clock.now)
            try await test.hub.store.devices.setEnabled(false, [test.hub.store.devices.find("Off")], act: act)
            try await test.hub.refuseToken(of: test.hub.store.devices.find("Sick"))
            try await body(test, try await test.visitor(.admin))
        }
    }

    private func names(_ visitor: TestConsole.Visitor, _ query: String = "") async throws -> [String] {
        let page = try await visitor.get("/devices" + query, headers: [("Accept-Language", "en")]).text
        return page.matches(of: /<h2><a href="\/devices\/\d+">([^<]+)<\/a>/).map { String($0.output.1) }
    }

    @Test func sickDevicesComeFirstAndThoseThatAreOffLast() async throws {
        try await with { _, admin in
            let order = try await names(admin)
            #expect(order == ["Sick", "Fine", "Last", "Off"])
        }
    }

    @Test(arguments: [
        ("?state=needsAttention", ["Sick"]), ("?state=disabled", ["Off"]), ("?kind=hanet", ["Fine", "Last", "Off"]),
        ("?kind=hanet&state=new", ["Fine", "Last"]), ("?state=nothing", []), ("?kind=nuveq&state=new", []),
    ]) func oneStateAndOneKindAreChosen(_ query: String, _ expected: [String]) async throws {
        try await with { _, admin in
            let shown = try await names(admin, query)
            #expect(shown == expected)
            let page = try await admin.get("/devices" + query).text
            #expect(page.contains("Không có thiết bị nào thuộc nhóm này") == expected.isEmpty)
        }
    }

    @Test func eachChipCountsAndTheChosenOneLeadsBack() async throws {
        try await with { _, admin in
            let page = try await admin.get("/devices?state=disabled&kind=hanet").text
            let chips = page.matches(of: /<a href="([^"]+)"( aria-current="true")?>([^<]+) <span class="number">(\d+)</)
                .map { (String($0.output.1), $0.output.2 != nil, String($0.output.4)) }
            #expect(chips.contains { $0 == ("/devices?kind=hanet", true, "1") }, "the state is taken away")
            #expect(chips.contains { $0 == ("/devices?state=disabled", true, "1") }, "the kind is taken away")
            #expect(chips.contains { $0 == ("/devices?state=new&amp;kind=hanet", false, "2") })
            #expect(!chips.contains { $0.0.contains("needsAttention") }, "no Hanet camera is so")
        }
    }

    @Test(arguments: [
        ("sick", ["Sick"]), ("LAST", ["Last"]), ("f", ["Fine", "Off"]), ("1", ["Fine"]),
        ("  ", ["Sick", "Fine", "Last", "Off"]),
        ("base", []), ("%25", []),
    ]) func aDeviceIsFoundByWhatPeopleKnowOfIt(_ text: String, _ expected: [String]) async throws {
        try await with { _, admin in
            let query = text.replacing(" ", with: "%20")
            let shown = try await names(admin, "?q=\(query)")
            #expect(shown == expected)
        }
    }

    @Test func accentsDoNotMatterAndAnHRClientFindsItsDevices() async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.hub.addHR("Base", kind: "base-checkin", ["token": "t"])
            try await test.hub.addDevice(
                "Cổng chính", kind: "hanet", ["token": "t", "place-id": "77"], hr: ["Base"])
            try await test.hub.addDevice("Kho", kind: "nuveq", ["api-id": "1", "token-key": "k"])
            let admin = try await test.visitor(.admin)
            for query in ["cong%20chinh", "C%E1%BB%94NG", "base"] {
                let shown = try await names(admin, "?q=\(query)")
                #expect(shown == ["Cổng chính"], "\(query)")
            }
        }
    }

    private func withMany(
        _ count: Int, _ body: @escaping @Sendable (TestConsole, TestConsole.Visitor) async throws -> Void
    ) async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.hub.addHR("Base", kind: "base-checkin", ["token": "t"])
            for number in 1...count {
                try await test.hub.addDevice("D\(number)", kind: "hanet", ["token": "t", "place-id": "\(number)"])
            }
            try await body(test, try await test.visitor(.admin))
        }
    }

    private func rows(_ page: String) -> [String] {
        page.matches(of: /<tr data-device="\d+">[\s\S]*?<a href="\/devices\/\d+">([^<]+)<\/a>/).map {
            String($0.output.1)
        }
    }

    @Test func moreThanThirtyAreATableOfPagesAndTheChoiceIsRemembered() async throws {
        try await withMany(61) { _, admin in
            let first = try await admin.get("/devices").text
            #expect(rows(first) == (1...50).map { "D\($0)" } && !first.contains("class=\"card\""))
            #expect(first.contains("1–50 trong 61") && first.contains("href=\"/devices?page=2\" rel=\"next\""))
            let last = try await admin.get("/devices?page=2").text
            #expect(rows(last) == (51...61).map { "D\($0)" } && !last.contains("rel=\"next\""))
            // A page that is gone is the last one.
            let beyond = try await admin.get("/devices?page=99").text
            #expect(rows(beyond) == rows(last))
            let cards = try await admin.get("/devices?view=cards")
            #expect(cards.text.matches(of: /class="card"/).count == 30)
            let cookie = try #require(cards.header("Set-Cookie"))
            #expect(cookie.hasPrefix("rollcall-devices-view=cards;") && cookie.contains("Path=/devices"))
            let again = try await admin.get("/devices?q=D6", headers: [("Cookie", "rollcall-devices-view=table")]).text
            #expect(rows(again) == ["D6", "D60", "D61"])
        }
    }

    @Test func tickedDevicesAreChangedTogetherAndOthersAreNot() async throws {
        try await withMany(4) { test, admin in
            let all = try await test.hub.store.devices.all()
            let ids = [all[0], all[2]].map { ("id", String($0.id)) }
            let paused = try await admin.post("/devices/change", pairs: [("act", "pause"), ("q", "D")] + ids)
            #expect(paused.header("Location") == "/devices?q=D")
            let page = try await admin.get("/devices").text
            #expect(page.contains("Đã tạm dừng đồng bộ 2 thiết bị."))
            #expect(try await test.hub.store.devices.all().map(\.isPaused) == [true, false, true, false])
            _ = try await admin.post("/devices/change", ["act": "resume", "scope": "search", "q": "d1"])
            #expect(try await test.hub.store.devices.all().map(\.isPaused) == [false, false, true, false])
            _ = try await admin.post("/devices/change", ["act": "attach", "client": "Base", "scope": "search"])
            #expect(try await test.hub.store.devices.all().map(\.hrClients) == Array(repeating: ["Base"], count: 4))
            let (history, _) = try await test.hub.store.history.page(before: nil, limit: 20)
            #expect(history.count { $0.event == "device.paused" } == 2)
            #expect(history.count { $0.event == "device.edited" } == 4)
        }
    }

    @Test func nothingTickedOrAnUnknownClientChangesNothingAndSaysSo() async throws {
        try await withMany(2) { test, admin in
            _ = try await admin.post("/devices/change", ["act": "pause"])
            #expect(try await admin.get("/devices").text.contains("Chưa chọn thiết bị nào"))
            _ = try await admin.post("/devices/change", ["act": "attach", "client": "Nobody", "scope": "search"])
            #expect(try await admin.get("/devices").text.contains("Hãy chọn HRM client"))
            let odd = try await admin.post("/devices/change", ["act": "delete", "scope": "search"])
            #expect(odd.status == 400)
            #expect(try await test.hub.store.devices.all().allSatisfy { !$0.isPaused && $0.hrClients.isEmpty })
        }
    }

    @Test func tagsAreGivenToManyFoundCountedAndTakenOff() async throws {
        try await withMany(3) { test, admin in
            let all = try await test.hub.store.devices.all()
            let ids = [all[0], all[2]].map { ("id", String($0.id)) }
            _ = try await admin.post("/devices/change", pairs: [("act", "tag"), ("tags", "Quận 1, kho")] + ids)
            let page = try await admin.get("/devices").text
            #expect(page.contains("Đã gắn nhãn “Quận 1, kho” cho 2 thiết bị."))
            #expect(page.contains(">kho <span class=\"number\">2<"), "a chip of the tag")
            let tagged = try await admin.get("/devices?tag=KHO&view=table").text
            #expect(rows(tagged) == ["D1", "D3"])
            let typed = try await admin.get("/devices?q=quan%201&view=table").text
            #expect(rows(typed) == ["D1", "D3"])
            _ = try await admin.post(
                "/devices/change", ["act": "untag", "tags": "KHO", "scope": "search", "tag": "kho"])
            #expect(try await test.hub.store.devices.all().map(\.tags.words) == [["Quận 1"], [], ["Quận 1"]])
            let history = try await admin.get("/history").text
            #expect(history.contains("đã gắn nhãn Quận 1 cho thiết bị “D1”"))
        }
    }

    @Test func tagsThatAreNoneAreRefusedAndNothingIsChanged() async throws {
        try await withMany(2) { test, admin in
            for tags in ["", " , ", String(repeating: "x", count: 41)] {
                _ = try await admin.post("/devices/change", ["act": "tag", "tags": tags, "scope": "search"])
                #expect(try await admin.get("/devices").text.contains("class=\"flash bad\""), "\(tags)")
            }
            #expect(try await test.hub.store.devices.all().allSatisfy(\.tags.isEmpty))
        }
    }

    @Test func aFormAndTheAPITakeTagsAndAnEditWithoutThemKeepsThem() async throws {
        try await withMany(1) { test, admin in
            let device = try await test.hub.store.devices.find("D1")
            let form = ["kind": "hanet", "name": "D1", "field-place-id": "1"]
            _ = try await admin.post(
                "/devices/\(device.id)/edit", form.merging(["tags": "Kho, <b>"]) { $1 })
            let page = try await admin.get("/devices/\(device.id)").text
            #expect(page.contains("href=\"/devices?tag=%3Cb%3E\">&lt;b&gt;</a>") && page.contains(">Kho</a>"))
            _ = try await admin.post("/devices/\(device.id)/edit", form)
            #expect(try await test.hub.store.devices.find("D1").tags.words == ["Kho", "<b>"])
            let refused = try await admin.post(
                "/devices/\(device.id)/edit", form.merging(["tags": String(repeating: "x", count: 41)]) { $1 })
            #expect(refused.status == 422 && refused.text.contains("ký tự in được"))
            let program = try await test.program([.devicesRead, .devicesWrite])
            let changed = try await program.send(.patch, "/api/v1/devices/\(device.id)", json: #"{"tags":["A"]}"#)
            #expect(changed.status == 200 && changed.text.contains(#""tags":["A"]"#))
            let bad = try await program.send(.patch, "/api/v1/devices/\(device.id)", json: #"{"tags":["a,b"]}"#)
            #expect(bad.status == 422 && bad.text.contains("tags"))
        }
    }
}
