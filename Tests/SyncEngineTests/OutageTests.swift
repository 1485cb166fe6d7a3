import Attendance
import Foundation
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing

/// What was handed in late while nobody looked.
@Suite struct OutageTests {
    /// A row of the afternoon before the program went off.
    private func afternoon(_ person: Int) -> HanetCheckin {
        HanetCheckin(
            personName: "P\(person)", aliasID: String(1000 + person), personID: "27\(person)",
            checkinTime: Instant("2026-03-14T17:30:00+07:00").milliseconds + Int64(person) * 1000)
    }

    @Test(arguments: [RunCause.periodic, .device, .all])
    func aCameraThatWasOfflineBeforeTheProgramWasIsReadAfterTwoWeeks(_ cause: RunCause) async throws {
        try await Office.with { office in
            let device = try await office.addDevice(hr: [])
            _ = await office.hub.sync(device, cause: .periodic)
            // The camera's rows of Saturday reach Hanet while the program is off.
            office.hub.clock.advance(by: .hours(24 * 15))
            office.hanet.add((0..<41).map(afternoon), to: "1")
            let report = await office.hub.sync(device, cause: cause)
            #expect(report.new == 41 && report.window?.from == Instant("2026-03-13T00:00:00+07:00"))
            let stored = try await office.hub.store.devices.find("Office")
            #expect(stored.completeUpTo == office.hub.clock.now)
        }
    }

    /// Each way in which nothing was read for a while: the vendor refused, was down, or the device was disabled.
    @Test(arguments: ["token", "vendor", "disabled", "paused"])
    func whateverKeptADeviceFromBeingReadTheLookBackBeginsWhereItEnded(_ reason: String) async throws {
        try await Office.with { office in
            let device = try await office.addDevice(hr: [])
            _ = await office.hub.sync(device, cause: .periodic)
            let store = office.hub.store
            switch reason {
            case "token": office.hanet.expireTokens()
            // It asks for a longer pause than the schedule has patience for, so that nobody waits here.
            case "vendor": office.hanet.faults.order(.status(503, retryAfter: 600), on: "/person", times: 10_000)
            case "disabled":
                try await store.devices.setEnabled(
                    false, [device], act: Act(by: .person("t"), at: office.hub.clock.now))
            default:
                try await store.devices.setPaused(true, [device], act: Act(by: .person("t"), at: office.hub.clock.now))
            }
            office.hub.clock.advance(by: .hours(24 * 7))
            if reason != "paused" {
                let failed = await office.hub.engine.sync(device, .undated(.periodic), by: .schedule)
                #expect(!failed.ok)
            }
            office.hub.clock.advance(by: .hours(24 * 7))
            office.hanet.add((0..<3).map(afternoon), to: "1")
            office.hanet.faults.clear()
            if reason == "token" {
                office.hanet.acceptToken("hanet-token")
            }
            try await store.devices.setEnabled(true, [device], act: Act(by: .person("t"), at: office.hub.clock.now))
            let report = await office.hub.sync(try await store.devices.find("Office"), cause: .periodic)
            #expect(report.error == nil, "\(report.error?.en ?? "")")
            #expect(report.new == 3)
        }
    }

    @Test func aPersonsDatesDoNotHideWhatCameLateBeforeThem() async throws {
        try await Office.with { office in
            let device = try await office.addDevice(hr: [])
            _ = await office.hub.sync(device, cause: .periodic)
            office.hub.clock.advance(by: .hours(24 * 10))
            office.hanet.add((0..<3).map(afternoon), to: "1")
            // Somebody reads from where it stood: that joins, and passes over what came late before.
            let joined = await office.hub.sync(device, from: "2026-03-16")
            #expect(joined.error == nil && joined.new == 0)
            let report = await office.hub.sync(device, cause: .periodic)
            #expect(report.new == 3)
        }
    }

    /// A run that died goes on behind its last page: what came meanwhile into the pages before it is read all the same.
    @Test func whatCameIntoThePagesOfARunThatDiedIsReadByTheNext() async throws {
        try await Office.with { office in
            let device = try await office.addDevice(hr: [])
            _ = await office.hub.sync(device, cause: .periodic)
            office.hub.clock.advance(by: .hours(3))
            let store = office.hub.store
            let plan = RunPlan(
                window: try #require(Window(from: Instant("2026-03-13T00:00:00+07:00"), to: office.hub.clock.now)),
                settlesFirstSync: false, readsLateRecords: true)
            let died = try await store.runs.begin(
                plan, device: device, cause: .periodic, act: Act(by: .schedule, at: office.hub.clock.now))
            let end = plan.window.to.milliseconds
            _ = try await store.runs.ingest(
                [IngestPage(rows: 0, punches: [], checkpoint: "\(end - 1000)/\(end)/1/0")], run: died, device: device,
                release: ReleaseRule(dueAt: nil, now: office.hub.clock.now), now: office.hub.clock.now)
            office.hub.clock.advance(by: .hours(2))
            office.hanet.add((0..<3).map(afternoon), to: "1")
            _ = await office.hub.sync(device, cause: .periodic)
            let punches = try await office.hub.punches()
            #expect(punches.count == 3)
        }
    }

    @Test func aRunOfAnotherSourceSaysNothingOfThisOne() async throws {
        try await Office.with { office in
            let device = try await office.addDevice(hr: [])
            let store = office.hub.store
            let plan = RunPlan(
                window: try #require(Window(from: office.hub.clock.now - .hours(72), to: office.hub.clock.now)),
                settlesFirstSync: true)
            let run = try await store.runs.begin(
                plan, device: device, cause: .device, act: Act(by: .command, at: office.hub.clock.now))
            // While it reads, somebody points the device at another place.
            let draft = DeviceDraft(
                name: "Office", kind: "hanet", identity: "2", zone: .vietnam, fields: device.fields,
                secrets: FieldValues())
            _ = try await store.devices.edit(device, to: draft, act: Act(by: .person("t"), at: office.hub.clock.now))
            _ = try await store.runs.succeed(
                run, device: device, nextRunAt: office.hub.clock.now,
                act: Act(by: .person("t"), at: office.hub.clock.now))
            let moved = try await store.devices.find("Office")
            #expect(moved.completeUpTo == nil && !moved.progress.firstSyncDone)
        }
    }

    @Test func aSyncFromThatIsChangedDuringARunIsNotForgotten() async throws {
        try await Office.with { office in
            let device = try await office.addDevice(hr: [])
            let store = office.hub.store
            let now = office.hub.clock.now
            let plan = RunPlan(
                window: try #require(Window(from: now - .hours(72), to: now)), settlesFirstSync: true)
            let run = try await store.runs.begin(plan, device: device, cause: .device, act: Act(by: .command, at: now))
            var draft = DeviceDraft(
                name: "Office", kind: "hanet", identity: "1", zone: .vietnam, fields: device.fields,
                secrets: FieldValues())
            draft.syncFrom = LocalDate("2026-01-05")
            _ = try await store.devices.edit(device, to: draft, act: Act(by: .person("t"), at: now))
            _ = try await store.runs.succeed(run, device: device, nextRunAt: now, act: Act(by: .person("t"), at: now))
            let next = await office.hub.sync(try await store.devices.find("Office"), cause: .periodic)
            #expect(next.window?.from == Instant("2026-01-05T00:00:00+07:00"))
        }
    }
}
