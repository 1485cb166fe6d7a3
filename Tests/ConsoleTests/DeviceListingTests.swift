import Access
import Attendance
import AttendanceHub
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
            try await test.hub.store.devices.setEnabled(false, test.hub.store.devices.find("Off"), act: act)
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
            #expect(page.contains("Không có thiết bị nào như vậy") == expected.isEmpty)
        }
    }

    @Test func eachChipCountsAndTheChosenOneLeadsBack() async throws {
        try await with { _, admin in
            let page = try await admin.get("/devices?state=disabled&kind=hanet").text
            let chips = page.matches(of: /<a href="([^"]+)"( aria-current="true")?>([^<]+) <span class="number">(\d+)</)
                .map { (String($0.output.1), $0.output.2 != nil, String($0.output.4)) }
            #expect(chips.contains { $0 == ("/devices?kind=hanet", true, "1") }, "the state is taken away")
            #expect(chips.contains { $0 == ("/devices?state=disabled", true, "3") }, "the kind is taken away")
            #expect(chips.contains { $0 == ("/devices?state=needsAttention&amp;kind=hanet", false, "1") })
        }
    }
}
