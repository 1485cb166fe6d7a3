import Access
import Attendance
import HTTPTransport
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

/// What pages say of devices that deliver nowhere and of HR systems that are down.
@Suite struct WarningPageTests {
    @Test func aRefusedDeviceFormLeavesNoHRClientBehind() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            try await test.hub.addDevice("Gate", kind: "hanet", ["token": "t", "place-id": "1"])
            var form = [
                "kind": "hanet", "name": "Gate", "field-token": "t", "field-place-id": "2", "has-hr": "1",
                "new-base-checkin-name": "Base", "field-new-base-checkin-token": "base-token",
            ]
            // The name is taken, and so is the place: both are known only when it is stored.
            let sameName = try await admin.post("/devices/new", form)
            #expect(sameName.status == 409 && sameName.text.contains("Base"))
            form["name"] = "Other"
            form["field-place-id"] = "1"
            let samePlace = try await admin.post("/devices/new", form)
            #expect(samePlace.status == 409)
            let none = try await test.hub.store.hrClients.all()
            #expect(none.isEmpty)
            form["field-place-id"] = "3"
            let saved = try await admin.post("/devices/new", form)
            #expect(saved.status == 303)
            let device = try await test.hub.store.devices.find("Other")
            #expect(device.hrClients == ["Base"])
        }
    }

    @Test func aDeviceWithoutAnHRClientIsSaidToBeOnItsCardAndInTheStatus() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let device = try await test.hub.addDevice("Gate", kind: "hanet", ["token": "t", "place-id": "1"])
            for path in ["/devices", "/devices/\(device.id)", "/status"] {
                let page = try await admin.get(path)
                #expect(page.text.contains("Chưa gắn HRM client"), "\(path)")
            }
            let card = try await admin.get("/devices/\(device.id)")
            #expect(card.text.contains("được đọc lại mỗi giờ và sau mỗi lần gián đoạn"))
            let program = try await test.program([.devicesRead])
            let shown = try await program.get("/api/v1/devices/\(device.id)")
            #expect(shown.text.contains("\"code\":\"noHRClient\"") && shown.text.contains("\"deliversTo\":[]"))
        }
    }

    @Test func aSoleHRClientIsTickedForANewDeviceAndNoneOfSeveralIs() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            func ticked() async throws -> [String] {
                let form = try await admin.get("/devices/new?kind=nuveq").text
                return form.matches(of: /<input type="checkbox" name="hr" value="([^"]+)" checked/).map {
                    String($0.output.1)
                }
            }
            let before = try await ticked()
            #expect(before.isEmpty)
            try await test.hub.addHR("One", kind: "base-checkin", ["token": "b"])
            let one = try await ticked()
            #expect(one == ["One"])
            try await test.hub.addHR("Two", kind: "base-checkin", ["token": "c"])
            let two = try await ticked()
            #expect(two.isEmpty)
        }
    }

    @Test func anHRSystemThatIsDownIsSaidOnEveryPageThatLeadsToIt() async throws {
        let hanet = HanetSimulator()
        hanet.setPlace(
            "1", name: "P",
            .kept([
                HanetCheckin(
                    personName: "Lan", aliasID: "1001", personID: "1",
                    checkinTime: Instant("2026-03-16T08:00:00+07:00").milliseconds)
            ]))
        try await TestConsole.with([hanet]) { test, addresses in
            let hub = test.hub
            let client = try await hub.addHR(
                "Base", kind: "base-checkin", ["token": "t", "base-url": "http://127.0.0.1:9"])
            let device = try await hub.addDevice(
                "Gate", kind: "hanet", ["token": "hanet-token", "place-id": "1", "base-url": addresses[0]], hr: ["Base"]
            )
            _ = await hub.sync(device)
            hub.clock.advance(by: .minutes(1))
            _ = await hub.engine.deliver(to: client, .due, by: .schedule)
            let admin = try await test.visitor(.admin)
            for path in ["/hr", "/devices", "/devices/\(device.id)", "/status"] {
                let page = try await admin.get(path)
                #expect(page.text.contains("gừng nhận bản ghi từ") && page.text.contains("10:01"), "\(path)")
            }
            let trace = try await admin.get("/punches/1")
            #expect(trace.text.contains("HRM ngừng nhận từ") && trace.text.contains("thử lại lúc"))
            #expect(trace.text.contains("số lần thử: 1"))
            let program = try await test.program([.hrRead])
            let shown = try await program.get("/api/v1/hr-clients/\(client.id)")
            #expect(shown.text.contains("\"failingSince\":\"2026-03-16T10:01:00+07:00\""))
        }
    }

    @Test func lastSyncedOnTheCardIsTheLastSuccess() async throws {
        let hanet = HanetSimulator()
        hanet.setPlace("1", name: "P", .kept([]))
        try await TestConsole.with([hanet]) { test, addresses in
            let hub = test.hub
            let device = try await hub.addDevice(
                "Gate", kind: "hanet", ["token": "hanet-token", "place-id": "1", "base-url": addresses[0]])
            _ = await hub.sync(device)
            hub.clock.advance(by: .hours(3))
            hanet.faults.order(.status(403), on: "/person", times: 1000)
            _ = await hub.engine.sync(device, .undated(.periodic), by: .schedule)
            let admin = try await test.visitor(.admin)
            let card = try await admin.get("/devices/\(device.id)").text
            let start = try #require(card.firstRange(of: "data-field=\"lastSync\">")?.upperBound)
            #expect(card[start...].prefix(40).contains("10:00"), "\(card[start...].prefix(40))")
        }
    }
}
