import Access
import Attendance
import HTTPTransport
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing
import Wire

/// Days that people choose: in whose calendar they are, and that both ends count.
@Suite struct WindowPageTests {
    /// Three evenings and mornings around the turn of 12 March in Vietnam, in a hub whose own calendar is New York's.
    private static let times = [
        "2026-03-11T23:59:59+07:00", "2026-03-12T00:00:00+07:00", "2026-03-12T10:59:59+07:00",
        "2026-03-12T11:00:00+07:00", "2026-03-12T23:59:59+07:00", "2026-03-13T00:00:00+07:00",
    ]

    private func with(
        _ body: @escaping @Sendable (TestConsole, BaseCheckinSimulator, Device) async throws -> Void
    ) async throws {
        let (hanet, base) = (HanetSimulator(), BaseCheckinSimulator(codes: ["1001"]))
        hanet.setPlace(
            "1", name: "P",
            .kept(
                Self.times.map {
                    HanetCheckin(
                        personName: "Lan", aliasID: "1001", personID: "1", checkinTime: Instant($0).milliseconds)
                }))
        try await TestConsole.with([hanet, base]) { test, addresses in
            let hub = test.hub
            try await hub.store.settings.set(
                "push-after-sync", "false", act: Act(by: .person("test"), at: hub.clock.now))
            try await hub.store.settings.set(
                "time-zone", "America/New_York", act: Act(by: .person("test"), at: hub.clock.now))
            try await hub.addHR("Base", kind: "base-checkin", ["token": "base-token", "base-url": addresses[1]])
            let device = try await hub.addDevice(
                "Gate", kind: "hanet", ["token": "hanet-token", "place-id": "1", "base-url": addresses[0]],
                hr: ["Base"])
            let report = await hub.sync(device, from: "2026-03-10", to: "2026-03-14")
            #expect(report.new == Self.times.count, "\(report)")
            try await body(test, base, device)
        }
    }

    private func delivered(_ test: TestConsole) async throws -> [String] {
        try await test.hub.punches().filter { $0.deliveries.contains { $0.state == .delivered } }
            .map { Zone.vietnam.rfc3339($0.punch.at) }.sorted()
    }

    @Test func aPushOfADayOfOneDeviceIsTheDevicesDayToItsLastSecond() async throws {
        try await with { test, _, device in
            let program = try await test.program([.deliveriesWrite, .devicesRead])
            let body: JSONValue = ["device": .integer(device.id), "from": "2026-03-12", "to": "2026-03-12"]
            let started = try await program.send(.post, "/api/v1/push", json: body.description)
            let place = try #require(started.header("Location"))
            #expect(try await eventually { try await program.get(place).json["endedAt"]?.text != nil })
            #expect(try await delivered(test) == Array(Self.times[1...4]))
        }
    }

    @Test func aPushFromThePageIsTheHubsDay() async throws {
        try await with { test, _, _ in
            let worker = try await test.visitor(.operator)
            for fields in [["from": "12.3.2026"], ["to": "soon"]] {
                #expect(try await worker.post("/push", fields).status == 422)
            }
            // Eleven in the morning in Vietnam is midnight in New York, in summer time.
            _ = try await worker.post("/push", ["from": "2026-03-12", "to": "2026-03-12"])
            #expect(try await eventually { try await delivered(test).count == 3 })
            #expect(try await delivered(test) == Array(Self.times[3...]))
        }
    }

    @Test func cleaningBeforeADayLeavesThatDayInTheHubsCalendar() async throws {
        try await with { test, _, _ in
            let admin = try await test.visitor(.admin)
            #expect(try await admin.post("/clean", ["what": "punches", "before": "12/03/2026"]).status == 422)
            #expect(try await admin.post("/clean", ["what": "everything"]).status == 404)
            #expect(try await admin.get("/clean?what=everything").status == 404)
            let asked = try await admin.get("/clean?what=punches&before=2026-03-12").text
            #expect(asked.contains("12/03/2026") && asked.contains("value=\"2026-03-12\""))
            #expect(try await admin.post("/clean", ["what": "punches", "before": "2026-03-12"]).status == 422)
            #expect(try await test.hub.punches().count == 6, "asking removes nothing")
            let confirmed = ["what": "punches", "before": "2026-03-12", "confirm": "yes"]
            #expect(try await admin.post("/clean", confirmed).status == 303)
            let left = try await test.hub.punches().map { Zone.vietnam.rfc3339($0.punch.at) }.sorted()
            #expect(left == Array(Self.times[3...]))
            let program = try await test.program([.clean])
            let body = #"{"what":"punches","before":"2026-03-13","confirm":"yes"}"#
            #expect(try await program.send(.post, "/api/v1/clean", json: body).json["removed"]?.integer == 3)
        }
    }

    @Test(arguments: [
        ("", "2025-12-17", "2026-03-16", false), ("from=2026-03-01", "2026-03-01", "2026-03-16", false),
        ("from=2026-01-01", "2026-01-01", "2026-03-16", false), ("to=2026-02-15", "2025-11-16", "2026-02-15", false),
        ("to=2026-02-28", "2025-11-29", "2026-02-28", false),
        ("from=2026-03-12&to=2026-03-11", "2026-03-11", "2026-03-12", false),
        ("from=2025-12-01&to=2026-02-28", "2025-12-01", "2026-02-28", false),
        ("from=2025-12-01&to=2026-03-01", "2025-12-02", "2026-03-01", true),
        ("from=2025-01-01", "2025-01-01", "2025-03-31", false), ("from=2026-04-01", "2026-04-01", "2026-04-01", false),
        ("from=soon", "2025-12-17", "2026-03-16", true),
    ])
    func thePageShowsThreeMonthsAtMost(_ query: String, _ from: String, _ to: String, _ isWarned: Bool) async throws {
        try await TestConsole.with { test, _ in
            let page = try await test.visitor(.viewer).get("/punches?\(query)").text
            let first = page.firstMatch(of: /name="from" type="date" value="([^"]*)"/).map { String($0.1) }
            let last = page.firstMatch(of: /name="to" type="date" value="([^"]*)"/).map { String($0.1) }
            #expect(first == from && last == to, "\(first ?? "") \(last ?? "")")
            #expect(page.contains("flash warn") == isWarned)
        }
    }

    @Test func totalsOfDaysAreTheDevicesOwnDaysAndAtMostFourHundred() async throws {
        try await with { test, _, _ in
            let program = try await test.program([.statusRead])
            func get(_ query: String) async throws -> HTTPReply {
                try await program.get("/api/v1/status/days?\(query)")
            }
            let day = try await get("from=2026-03-12&to=2026-03-12").json["items"]?.array ?? []
            #expect(day.map { $0["pulled"]?.integer } == [4])
            let turned = try await get("from=2026-03-13&to=2026-03-11").json["items"]?.array ?? []
            #expect(turned.reduce(0) { $0 + ($1["pulled"]?.integer ?? 0) } == 6)
            #expect(try await get("from=2025-02-07&to=2026-03-13").status == 200)
            #expect(try await get("from=2025-02-06&to=2026-03-13").status == 422)
            #expect(try await get("from=2025-02-07").status == 422, "without an end it is all that comes")
        }
    }
}
