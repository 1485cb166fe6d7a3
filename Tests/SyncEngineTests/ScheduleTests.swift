import Attendance
import Foundation
import Scheduling
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

@Suite struct ScheduleTests {
    private func running(_ office: Office, _ body: () async throws -> Void) async throws {
        let deliveries = DeliverySchedule(engine: office.hub.engine)
        let syncs = SyncSchedule(engine: office.hub.engine) { deliveries.loop.ring() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await syncs.run() }
            group.addTask { await deliveries.run() }
            try await body()
            group.cancelAll()
        }
    }

    @Test func punchesReachHRByThemselves() async throws {
        try await Office.with { office in
            try await office.addBase()
            try await office.addDevice(hr: ["Base"])
            office.arrive(0..<30)
            try await running(office) {
                let haveArrived = try await eventually { office.base.records.count == 30 }
                #expect(haveArrived)
                // A late one, two minutes on.
                office.arrive(30..<31)
                office.hub.clock.advance(by: .seconds(121))
                let hasFollowed = try await eventually { office.base.records.count == 31 }
                #expect(hasFollowed)
            }
        }
    }

    @Test func aDeviceThatFailsIsLeftAloneLongerEachTimeAndTheOthersGoOn() async throws {
        try await Office.with { office in
            let broken = try await office.hub.addDevice(
                "Broken", kind: "hanet", ["token": "t", "place-id": "2", "base-url": office.addresses[0]])
            // It asks for a longer pause than the schedule has patience for, so that nobody waits here.
            office.hanet.faults.order(.status(503, retryAfter: 600), on: "/person", times: 10_000)
            var pauses: [Duration] = []
            for _ in 0..<3 {
                _ = await office.hub.engine.sync(broken, .undated(.periodic), by: .schedule)
                let next = try await office.hub.store.devices.find("Broken").nextRunAt
                pauses.append(next.since(office.hub.clock.now))
            }
            #expect(pauses[0] < pauses[1] && pauses[1] < pauses[2])
            office.hanet.faults.clear()
            try await office.addBase()
            try await office.addDevice(hr: ["Base"])
            office.arrive(0..<3)
            try await running(office) {
                let haveArrived = try await eventually { office.base.records.count == 3 }
                #expect(haveArrived)
            }
        }
    }

    @Test func whatIsHeldBackGoesWithTheTimedPush() async throws {
        try await Office.with { office in
            try await office.addBase()
            let device = try await office.addDevice(hr: ["Base"])
            for (name, value) in [
                ("push-after-sync", "false"), ("auto-push-minutes", "10"), ("auto-sync-minutes", "0"),
            ] {
                try await office.hub.store.settings.set(
                    name, value, act: Act(by: .person("t"), at: office.hub.clock.now))
            }
            office.arrive(0..<5)
            _ = await office.hub.sync(device)
            let deliveries = DeliverySchedule(engine: office.hub.engine)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await deliveries.run() }
                let hasLooked = try await eventually { deliveries.loop.lastBeat != nil }
                #expect(hasLooked && office.base.records.isEmpty)
                office.hub.clock.advance(by: .minutes(10))
                deliveries.loop.ring()
                let haveArrived = try await eventually { office.base.records.count == 5 }
                #expect(haveArrived)
                group.cancelAll()
            }
        }
    }

    @Test func outsideTheSyncHoursNothingIsRead() async throws {
        try await Office.with { office in
            try await office.addDevice(hr: [])
            // It is 10:00.
            try await office.hub.store.settings.set(
                "sync-hours", "avoid 09:00-11:00", act: Act(by: .person("t"), at: office.hub.clock.now))
            let syncs = SyncSchedule(engine: office.hub.engine) {}
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await syncs.run() }
                let hasLooked = try await eventually { syncs.loop.lastBeat != nil }
                #expect(hasLooked)
                #expect(office.hanet.calls.isEmpty)
                office.hub.clock.set("2026-03-16T11:00:00+07:00")
                let hasRead = try await eventually { !office.hanet.calls.isEmpty }
                #expect(hasRead)
                group.cancelAll()
            }
        }
    }

    @Test func autoSyncOffLeavesOnlyDevicesWithAPeriodOfTheirOwn() async throws {
        try await Office.with { office in
            try await office.addDevice(hr: [])
            try await office.hub.addDevice(
                "Own", kind: "hanet",
                ["token": "t", "place-id": "2", "base-url": office.addresses[0], "period-seconds": "60"])
            let due = try await office.hub.store.devices.due(now: office.hub.clock.now, withoutOwnPeriod: false)
            #expect(due.map(\.name) == ["Own"])
        }
    }

    @Test func devicesAreReadSideBySideUpToABound() async throws {
        // Two hosts, since the HTTP client itself opens no more than eight connections to one.
        let faults = FaultPlan()
        let clouds = [HanetSimulator(faults: faults), HanetSimulator(faults: faults)]
        try await TestHub.with(clouds) { hub, addresses in
            for place in 1...20 {
                clouds[place % 2].setPlace(String(place), name: "P", .kept([]))
                try await hub.addDevice(
                    "D\(place)", kind: "hanet",
                    ["token": "hanet-token", "place-id": String(place), "base-url": addresses[place % 2]])
            }
            faults.order(.slow(seconds: 0.2), on: "/person", times: 40)
            let devices = try await hub.store.devices.all()
            let reports = await hub.engine.sync(devices, .undated(.all), by: .person("test"))
            #expect(reports.count == 20 && reports.allSatisfy(\.ok))
            #expect(reports.map(\.device) == devices.map(\.name))
            #expect(
                faults.mostAtOnce > 1 && faults.mostAtOnce <= Engine.concurrentSyncs, "\(faults.mostAtOnce) at once")
        }
    }

    @Test func twoRunsOfOneDeviceAtOnceAreOneRunAndOneBusy() async throws {
        try await Office.with { office in
            let device = try await office.addDevice(hr: [])
            office.arrive(0..<3)
            office.hanet.faults.order(.slow(seconds: 0.5), on: "getTotalCheckin")
            async let first = office.hub.sync(device)
            async let second = office.hub.sync(device)
            let reports = await [first, second]
            #expect(reports.filter(\.isBusy).count == 1)
            #expect(reports.filter(\.ok).map(\.new) == [3])
        }
    }

    @Test func whatAPersonAsksForWaitsForATurnOfTheSchedule() async throws {
        try await Office.with { office in
            let device = try await office.addDevice(hr: [])
            office.arrive(0..<3)
            office.hanet.faults.order(.slow(seconds: 0.5), on: "getTotalCheckin")
            let lock = try #require(try office.hub.store.lock(.device(device.id)))
            async let scheduled = office.hub.engine.sync(device, .undated(.periodic), by: .schedule)
            #expect(await scheduled.isBusy, "the schedule itself comes again and waits for nobody")
            withExtendedLifetime(lock) {}
        }
        try await Office.with { office in
            let device = try await office.addDevice(hr: [])
            office.arrive(0..<3)
            office.hanet.faults.order(.slow(seconds: 0.5), on: "getTotalCheckin")
            async let scheduled = office.hub.engine.sync(device, .undated(.periodic), by: .schedule)
            _ = try await eventually { try await office.hub.store.runs.openCause(of: device) == .periodic }
            let asked = await office.hub.sync(device)
            #expect(asked.ok && !asked.isBusy, "\(asked)")
            #expect(await scheduled.new + asked.new == 3)
        }
    }

    @Test func aWeekWithoutPowerIsFetchedFromWhereItStood() async throws {
        try await Office.with { office in
            let device = try await office.addDevice(hr: [])
            _ = await office.hub.sync(device, cause: .periodic)
            office.hub.clock.advance(by: .hours(24 * 9))
            office.hanet.add(
                (17...20).map {
                    HanetCheckin(
                        personName: "P", aliasID: "1001", personID: "1",
                        checkinTime: Instant("2026-03-\($0)T08:00:00+07:00").milliseconds)
                }, to: "1")
            let report = await office.hub.sync(device, cause: .periodic)
            #expect(report.new == 4)
            #expect(report.window?.from == Instant("2026-03-13T00:00:00+07:00"))
        }
    }

    @Test func aNewSyncFromIsFetchedOnceAndThenTheUsualWindow() async throws {
        try await Office.with { office in
            let device = try await office.hub.addDevice(
                "Office", kind: "hanet", ["token": "hanet-token", "place-id": "1", "base-url": office.addresses[0]],
                syncFrom: LocalDate("2026-01-05"))
            let first = await office.hub.sync(device)
            #expect(first.window?.from == Instant("2026-01-05T00:00:00+07:00"))
            let second = await office.hub.sync(device)
            #expect(second.window?.from == Instant("2026-03-13T00:00:00+07:00"))
        }
    }
}
