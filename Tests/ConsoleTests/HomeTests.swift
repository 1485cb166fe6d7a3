import Access
import Attendance
import HTTPTransport
import Store
import TestSupport
import Testing

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

    @Test func moreDevicesThanAreDrawnAreCounted() async throws {
        try await TestConsole.with { test, _ in
            for number in 1...23 {
                try await test.hub.addDevice("D\(number)", kind: "hanet", ["token": "t", "place-id": "\(number)"])
            }
            let page = try await test.visitor(.viewer).get("/home").text
            #expect(page.matches(of: /class="strip"/).count == 20 && page.contains("3 thiết bị khác"))
            #expect(page.contains("23 thiết bị chưa đọc đủ:") && page.contains("và các thiết bị khác"))
        }
    }
}
