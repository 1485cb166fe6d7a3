import Attendance
import AttendanceHub
import Store
import SyncEngine
import TestSupport
import Testing

@Suite struct SilenceTests {
    /// A device that had a punch at nine on every weekday of four weeks, the last one on Friday 2026-03-13.
    private func withOffice(_ body: @escaping @Sendable (TestHub, Device) async throws -> Void) async throws {
        try await TestHub.with(now: "2026-03-13T09:05:00+07:00") { hub, _ in
            let device = try await hub.addDevice(
                "Office", kind: "hanet", ["token": "t", "place-id": "1", "base-url": "http://127.0.0.1:9"])
            var punches: [Punch] = []
            for day in 0..<28 {
                let date = Zone.vietnam.date(at: hub.clock.now).adding(days: -day)
                guard date.weekday < 5 else { continue }
                let at = Zone.vietnam.startOfDay(date) + .hours(9)
                punches.append(
                    Punch(
                        sourceKey: "\(day)", code: "1", personName: "Lan", at: at, local: Zone.vietnam.local(at: at),
                        offset: 25_200, raw: [1][...]))
            }
            let plan = RunPlan(
                window: try #require(Window(from: hub.clock.now - .hours(700), to: hub.clock.now)),
                settlesFirstSync: true)
            let run = try await hub.store.runs.begin(
                plan, device: device, cause: .device, act: Act(by: .command, at: hub.clock.now))
            _ = try await hub.store.runs.ingest(
                [IngestPage(rows: punches.count, punches: punches, checkpoint: "c")], run: run, device: device,
                release: ReleaseRule(dueAt: nil, now: hub.clock.now), now: hub.clock.now)
            _ = try await hub.store.runs.succeed(
                run, device: device, nextRunAt: hub.clock.now, act: Act(by: .person("test"), at: hub.clock.now))
            try await body(hub, device)
        }
    }

    private func health(_ hub: TestHub) async throws -> DeviceHealth? {
        let devices = try await hub.store.devices.all()
        return try await hub.attendance.health(of: devices)[devices[0].id]
    }

    @Test func aWeekendWithoutPunchesIsNoSilenceAndAMissingWorkingDayIs() async throws {
        try await withOffice { hub, _ in
            for quiet in ["2026-03-13T20:00:00+07:00", "2026-03-15T23:00:00+07:00", "2026-03-16T08:59:00+07:00"] {
                hub.clock.set(quiet)
                let word = try await health(hub)
                #expect(word == .fine, "\(quiet)")
            }
            // Fifteen hours of Friday and nine of Monday make the day.
            hub.clock.set("2026-03-16T09:00:00+07:00")
            let silent = try await health(hub)
            #expect(silent == .silent(hours: 24))
        }
    }

    @Test func theHoursAreASettingAndZeroTurnsTheAlarmOff() async throws {
        try await withOffice { hub, _ in
            hub.clock.set("2026-03-20T09:00:00+07:00")
            try await hub.store.settings.set(
                "silent-after-hours", "0", act: Act(by: .person("test"), at: hub.clock.now))
            let off = try await health(hub)
            #expect(off == .fine)
        }
    }

    @Test func whatNeedsAPersonComesBeforeWhatIsQuiet() async throws {
        try await withOffice { hub, device in
            hub.clock.set("2026-03-20T09:00:00+07:00")
            try await hub.store.devices.setPaused(true, [device], act: Act(by: .person("test"), at: hub.clock.now))
            let paused = try await health(hub)
            #expect(paused == .paused)
            try await hub.store.devices.setEnabled(false, [device], act: Act(by: .person("test"), at: hub.clock.now))
            let disabled = try await health(hub)
            #expect(disabled == .disabled)
        }
    }
}
