import Access
import Attendance
import HTTPTransport
import Store
import TestSupport
import Testing
import Wire

/// The first page answers: is everything here?
@Suite struct HomeTests {
    @Test func thereIsAWayToTheFirstDevice() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            #expect(try await admin.get("/").header("Location") == "/home")
            #expect(try await admin.get("/home").text.contains("href=\"/start\""))
            #expect(try await test.visitor(.viewer).get("/home").text.contains("Chưa có thiết bị."))
        }
    }

    @Test func whatIsMissingIsNamedWithAWayToIt() async throws {
        try await TestConsole.with { test, _ in
            let device = try await test.hub.addDevice(
                "Cổng <1>", kind: "hanet", ["token": "t", "place-id": "1", "base-url": "http://127.0.0.1:9"])
            test.hub.clock.advance(by: .hours(24))
            let admin = try await test.visitor(.admin)
            let page = try await admin.get("/home").text
            #expect(page.contains("còn thiếu") && page.contains("1 thiết bị chưa đọc đủ:"))
            #expect(page.contains("href=\"/devices/\(device.id)\">Cổng &lt;1&gt;</a>"))
            #expect(page.matches(of: /class="cell/).count == 30)
            let part = try await admin.get("/home?part=rows").text
            #expect(part.hasPrefix("<section") && !part.contains("<html"))
            let english = try await admin.get("/home", headers: [("Accept-Language", "en")]).text
            #expect(english.contains("something is missing") && english.contains("1 device is not read:"))
        }
    }

    @Test func todaysHoursStandBesideTheUsualOnesOnceThereIsAPast() async throws {
        try await TestConsole.with { test, _ in
            let device = try await test.hub.addDevice("Cổng", kind: "hanet", ["token": "t", "place-id": "1"])
            let monday = Instant("2026-03-16T08:30:00+07:00")
            let viewer = try await test.visitor(.viewer)
            try await test.hub.record([("Lan", monday), ("Minh", monday)], of: device)
            #expect(try await viewer.get("/home").text.contains("Đến 10:00: 2 bản ghi. Chưa đủ dữ liệu"))
            let former = (1...4).flatMap { week in
                (0..<3).map { ("P\($0)", monday - .hours(24 * 7 * week)) }
            }
            try await test.hub.record(former, of: device, as: "former")
            // What a first sync brings is seen a minute later.
            test.hub.clock.advance(by: .seconds(61))
            let page = try await viewer.get("/home").text
            #expect(page.contains("Đến 10:00: 2 bản ghi; thứ Hai thường 3, cả ngày 3."))
            #expect(page.contains("data-words=\"08:00–09:00: 2 bản ghi, thường 3\""))
            let hour = "/punches?from=2026-03-16&to=2026-03-16&hour=2026-03-16T01%3A00%3A00Z"
            #expect(page.contains("href=\"\(hour.replacing("&", with: "&amp;"))\""))
            #expect(try await viewer.get(hour).text.matches(of: /<tr data-row/).count == 2)
        }
    }

    @Test func moreDevicesThanAreDrawnAreCounted() async throws {
        try await TestConsole.with { test, _ in
            for number in 1...23 {
                try await test.hub.addDevice("D\(number)", kind: "hanet", ["token": "t", "place-id": "\(number)"])
            }
            let page = try await test.visitor(.viewer).get("/home").text
            #expect(page.matches(of: /class="strip"/).count == 12 && page.contains("11 thiết bị khác"))
            #expect(page.contains("23 thiết bị chưa đọc đủ:") && page.contains("và các thiết bị khác"))
        }
    }

    @Test func aPageOfManyDevicesShowsThoseThatNeedSomebodyAndHasAWayToAll() async throws {
        try await TestConsole.with { test, _ in
            for number in 1...101 {
                try await test.hub.addDevice("D\(number)", kind: "hanet", ["token": "t", "place-id": "\(number)"])
            }
            try await test.hub.refuseToken(of: test.hub.store.devices.find("D77"))
            let admin = try await test.visitor(.admin)
            let status = try await admin.get("/status").text
            #expect(status.contains("Tất cả 101 thiết bị"))
            #expect(status.firstRange(of: "D77").map { status[..<$0.lowerBound].contains(">D1</a>") } == false)
            let all = try await admin.get("/status?devices=all").text
            #expect((1...101).allSatisfy { all.contains(">D\($0)</a>") } && !all.contains("Tất cả 101 thiết bị"))
            // The choice of a device is fetched once somebody comes to it; what is chosen is there at once.
            let chosen = try await test.hub.store.devices.find("D9")
            let punches = try await admin.get("/punches?device=\(chosen.id)").text
            #expect(punches.contains("data-options=\"/punches/devices\"") && punches.contains("selected>D9</option>"))
            #expect(!punches.contains(">D10</option>"))
            #expect(try await admin.get("/punches/devices").json.array?.count == 101)
        }
    }
}
