import Attendance
import AttendanceHub
import Store
import SyncEngine
import Synchronization
import TestSupport
import Testing

/// What people do with devices and HR clients, by whichever door.
@Suite struct ActTests {
    private func act(_ hub: TestHub) -> Act { Act(by: .person("lan"), at: hub.clock.now) }

    private func device(_ name: String = "Gate", place: String = "1", hr: [String]? = nil) -> DeviceEntry {
        DeviceEntry(
            name: name, kind: "hanet", values: FieldValues(["token": ["t"], "place-id": [place]]), hrClients: hr)
    }

    private func client(_ name: String, token: String = "b") -> HRClientEntry {
        HRClientEntry(name: name, kind: "base-checkin", values: FieldValues(["token": [token]]), by: .network)
    }

    @Test func aDeviceAndTheClientEnteredBesideItAreMadeBothOrNeither() async throws {
        try await TestHub.with { hub, _ in
            let made = try await hub.attendance.add(device(), withNew: client("Base"), act: act(hub))
            #expect(made.hrClients == ["Base"])
            await #expect(throws: StoreFailure.self) {
                _ = try await hub.attendance.add(device("Other"), withNew: client("Second"), act: act(hub))
            }
            let names = try await hub.store.hrClients.all().map(\.name)
            #expect(names == ["Base"])
        }
    }

    @Test func aClientEnteredInAnEditComesBesideThoseThatTheDeviceHas() async throws {
        try await TestHub.with { hub, _ in
            let made = try await hub.attendance.add(device(), withNew: client("Base"), act: act(hub))
            let both = try await hub.attendance.edit(
                made, to: device(), withNew: client("Second", token: "c"), act: act(hub))
            #expect(both.hrClients.sorted() == ["Base", "Second"])
            let one = try await hub.attendance.edit(
                made, to: device(hr: []), withNew: client("Third", token: "d"), act: act(hub))
            #expect(one.hrClients == ["Third"])
        }
    }

    @Test(arguments: [("Base", "b", "name"), ("", "b", "name"), ("New", "a b", "token"), ("New", "", "token")])
    func whatIsWrongWithTheClientBesideADeviceIsNoFieldOfTheDevice(
        _ name: String, _ token: String, _ field: String
    ) async throws {
        try await TestHub.with { hub, _ in
            _ = try await hub.attendance.add(client("Base"), act: act(hub))
            let entry = client(name, token: token)
            let failure = await #expect(throws: NewClientFailure.self) {
                _ = try await hub.attendance.add(device(), withNew: entry, act: act(hub))
            }
            #expect(failure?.clientField == field && failure?.field == nil)
            #expect(try await hub.store.devices.all().isEmpty)
        }
    }

    @Test func whatMakesDeliveriesDueWakesWhoDelivers() async throws {
        try await TestHub.with { test, _ in
            let woken = Mutex(0)
            let hub = Hub(engine: test.engine) { woken.withLock { $0 += 1 } }
            let made = try await hub.add(client("Base"), act: act(test))
            try await hub.setEnabled(false, made, act: act(test))
            try await hub.setEnabled(true, made, act: act(test))
            #expect(woken.withLock { $0 } == 2)
            _ = try await hub.edit(made, to: client("Base", token: "new"), act: act(test))
            #expect(woken.withLock { $0 } == 3)
        }
    }

    @Test func whoActedStandsInTheHistory() async throws {
        try await TestHub.with { hub, _ in
            let made = try await hub.attendance.add(device(), act: act(hub))
            try await hub.attendance.setEnabled(false, [made], act: act(hub))
            try await hub.attendance.setPaused(true, [made], act: act(hub))
            _ = try await hub.attendance.remove(made, withPunches: false, act: act(hub))
            let (entries, _) = try await hub.store.history.page(before: nil, limit: 10)
            #expect(entries.map(\.event).contains("device.removed") && entries.count == 4)
            #expect(entries.allSatisfy { $0.actor == .person("lan") })
        }
    }
}
