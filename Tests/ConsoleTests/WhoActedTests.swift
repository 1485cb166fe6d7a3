import Access
import Attendance
import HTTPTransport
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing
import Wire

/// In whose name the history tells of what came of work that somebody started.
@Suite struct WhoActedTests {
    /// A device whose vendor refuses the token from now on.
    private func with(_ body: @escaping @Sendable (TestConsole, Device) async throws -> Void) async throws {
        let hanet = HanetSimulator()
        hanet.setPlace("1", name: "P", .kept([]))
        try await TestConsole.with([hanet]) { test, addresses in
            let device = try await test.hub.addDevice(
                "Gate", kind: "hanet", ["token": "hanet-token", "place-id": "1", "base-url": addresses[0]])
            _ = await test.hub.engine.sync(device, .undated(.device), by: .schedule)
            hanet.faults.order(.status(403), on: "/person", times: 1000)
            try await body(test, device)
        }
    }

    private func teller(_ test: TestConsole) async throws -> Actor? {
        var teller: Actor?
        _ = try await eventually {
            teller = try await test.hub.store.history.entries(limit: 20).first { $0.event == "device.failing" }?.actor
            return teller != nil
        }
        return teller
    }

    @Test func whatAPersonStartsOnAPageStandsUnderHisName() async throws {
        try await with { test, device in
            let operate = try await test.visitor(.operator)
            #expect(try await operate.post("/devices/\(device.id)/sync").status == 303)
            #expect(try await teller(test) == .person(operate.name))
        }
    }

    @Test func whatAProgramStartsStandsUnderItsToken() async throws {
        try await with { test, device in
            let program = try await test.program([.sync, .devicesRead])
            #expect(try await program.send(.post, "/api/v1/devices/\(device.id)/sync", json: "{}").status == 202)
            guard case .token = try await teller(test) else {
                Issue.record("not a token")
                return
            }
        }
    }

    @Test func whatTheScheduleStartsStandsUnderTheSchedule() async throws {
        try await with { test, device in
            _ = await test.hub.engine.sync(device, .undated(.periodic), by: .schedule)
            let teller = try await teller(test)
            #expect(teller == .schedule)
        }
    }
}
