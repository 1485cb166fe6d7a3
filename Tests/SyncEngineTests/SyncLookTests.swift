import Attendance
import Scheduling
import Store
import Synchronization
import TestSupport
import Testing

@testable import SyncEngine

/// One look of the schedule of syncs: whom it starts, and when it looks again.
@Suite struct SyncLookTests {
    private func look(_ bench: Bench) async throws -> [String] {
        var started: [String] = []
        _ = try await SyncSchedule(engine: bench.engine) {}.look { started.append($0.name) }
        return started
    }

    /// It is 10:00 in Hà Nội, 03:00 in London and 23:00 of the day before in New York.
    @Test(arguments: [
        ("only 09:00-11:00", ["Hanoi"]), ("only 02:00-04:00", ["London"]), ("only 22:00-23:30", ["New York"]),
        ("avoid 02:00-04:00", ["Hanoi", "New York"]), ("avoid 22:00-04:00", ["Hanoi"]),
        ("always", ["Hanoi", "London", "New York"]), ("only 12:00-13:00", []),
    ])
    func syncHoursAreThoseOfTheDevicesOwnClock(_ hours: String, _ started: [String]) async throws {
        try await Bench.with { bench in
            try await bench.addDevice("Hanoi")
            try await bench.addDevice("London", zone: "Europe/London")
            try await bench.addDevice("New York", zone: "America/New_York")
            try await bench.set("sync-hours", hours)
            // The zone of what belongs to no device has no say.
            try await bench.set("time-zone", "Asia/Tokyo")
            #expect(try await look(bench) == started)
        }
    }

    @Test func onlyWhatIsEnabledNotPausedAndDueIsStartedTheLongestWaitingFirst() async throws {
        try await Bench.with { bench in
            for name in ["Late", "Soon", "Off", "Paused", "First"] { try await bench.addDevice(name) }
            let store = bench.store
            try await store.devices.setEnabled(
                false, [try await bench.device("Off")], act: Act(by: .person("t"), at: bench.now))
            try await store.devices.setPaused(
                true, [try await bench.device("Paused")], act: Act(by: .person("t"), at: bench.now))
            try await store.devices.setNextRun(bench.now + .milliseconds(1), try await bench.device("Soon"))
            try await store.devices.setNextRun(bench.now - .minutes(9), try await bench.device("First"))
            #expect(try await look(bench) == ["First", "Late"])
            bench.clock.advance(by: .milliseconds(1))
            #expect(try await look(bench) == ["First", "Late", "Soon"])
        }
    }

    @Test func withoutTheSettingOnlyAPeriodOfItsOwnStartsADevice() async throws {
        try await Bench.with { bench in
            try await bench.addDevice("Usual")
            try await bench.addDevice("Own", fields: ["period-seconds": "60"])
            #expect(try await look(bench) == ["Usual", "Own"])
            try await bench.set("auto-sync-minutes", "0")
            #expect(try await look(bench) == ["Own"])
        }
    }

    @Test func whatIsUnderWayIsNotStartedAgainAndNoMoreThanEightAre() async throws {
        try await Bench.with { bench in
            for number in 1...10 { try await bench.addDevice("D\(number)") }
            let schedule = SyncSchedule(engine: bench.engine) {}
            var started: [String] = []
            _ = try await schedule.look { started.append($0.name) }
            #expect(started == (1...8).map { "D\($0)" })
            _ = try await schedule.look { started.append($0.name) }
            #expect(started.count == 8)
        }
    }

    @Test func theNextLookIsWhenTheNextDeviceIsDueAndNeverMuchLater() async throws {
        try await Bench.with { bench in
            let schedule = SyncSchedule(engine: bench.engine) {}
            let idle = try await schedule.look { _ in }
            #expect(idle == .seconds(1))
            let device = try await bench.addDevice()
            for (wait, pause) in [(300, 300), (999, 999), (5000, 1000)] {
                try await bench.store.devices.setNextRun(bench.now + .milliseconds(wait), device)
                let next = try await schedule.look { _ in }
                #expect(next == .milliseconds(pause))
            }
            try await bench.store.devices.setNextRun(bench.now, device)
            let busy = try await schedule.look { _ in }
            #expect(busy == .milliseconds(200), "something runs: a place may come free")
        }
    }

    /// Runs the schedule until something holds.
    private func running(
        _ bench: Bench, stored: @escaping @Sendable () -> Void = {}, until condition: () async throws -> Bool
    ) async throws {
        let schedule = SyncSchedule(engine: bench.engine, stored: stored)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await schedule.run() }
            let holds = try await eventually(condition)
            #expect(holds)
            group.cancelAll()
        }
    }

    @Test func aDeviceThatACommandIsReadingGetsItsTurnALittleLater() async throws {
        try await Bench.with { bench in
            let device = try await bench.addDevice()
            let lock = try #require(try bench.store.lock(.device(device.id)))
            try await running(bench) { try await bench.device().nextRunAt == bench.now + .seconds(10) }
            #expect(bench.vendor.fetches.isEmpty)
            withExtendedLifetime(lock) {}
        }
    }

    @Test func deliveriesAreRungForOnlyWhenPunchesCame() async throws {
        try await Bench.with { bench in
            try await bench.addDevice()
            let rings = Mutex(0)
            let ring: @Sendable () -> Void = { rings.withLock { $0 += 1 } }
            bench.vendor.has([bench.punch("a")])
            try await running(bench, stored: ring) { try await bench.device().nextRunAt > bench.now }
            #expect(rings.withLock { $0 } == 1)
            bench.clock.advance(by: .minutes(3))
            try await running(bench, stored: ring) { try await bench.device().nextRunAt > bench.now }
            #expect(rings.withLock { $0 } == 1 && bench.vendor.fetches.count == 2)
        }
    }
}
