import Attendance
import ConnectorKit
import ProgramSettings
import Server
import TestSupport
import Testing

@testable import AttendanceHub

/// When a device is read by itself, as its page says it.
@Suite struct DeviceRhythmTests {
    private let now = Instant("2026-03-16T08:00:00+07:00")

    private func words(
        _ settings: Settings = Settings(), kind: String = "hanet", _ change: (inout Device) -> Void = { _ in }
    ) -> Phrase {
        var device = Device(
            id: 1, name: "Gate", kind: kind, sourceID: 1, identity: "1", zone: .vietnam, createdAt: now)
        device.nextRunAt = now + .minutes(2)
        change(&device)
        return DeviceRhythm(of: device, Kinds.devices[kind], settings, now: now)
            .words(now: now) { String(Zone.vietnam.rfc3339($0).prefix(16)) }
    }

    @Test func itSaysHowOftenHowFarBackAndWhenNext() {
        let said = words()
        #expect(said.en.hasPrefix("Every 2 minutes it reads ") && said.en.contains("; next at 2026-03-16"))
        #expect(said.en.hasSuffix("08:02.") && said.vi.hasPrefix("Mỗi 2 phút đọc "))
    }

    @Test func aDevicesOwnPeriodAndWindowCount() {
        let said = words { $0.fields = FieldValues(["period-seconds": ["90"], "periodic-window": ["3d"]]) }
        #expect(said.en.hasPrefix("Every 90 seconds it reads the last 3 days; next at"))
        #expect(said.vi.hasPrefix("Mỗi 90 giây đọc 3 ngày gần nhất; lần tới"))
    }

    @Test func whatIsNotReadByItselfSaysWhy() {
        var off = Settings()
        off.autoSyncMinutes = 0
        #expect(words(off).en == "Not read by itself: timed syncs are off in the settings.")
        #expect(words { $0.isPaused = true }.en.contains("paused"))
        #expect(
            words {
                $0.isEnabled = false; $0.isPaused = true
            }.en == "Not read: it is disabled.")
        let own = words(off) { $0.fields = FieldValues(["period-seconds": ["3600"]]) }
        #expect(own.en.hasPrefix("Every hour it reads"))
    }

    @Test func aTerminalThatSendsByItselfIsOnlyChecked() {
        let said = words(kind: "zkteco-push")
        #expect(said.en.hasPrefix("It sends its records by itself; every 2 minutes it is checked"))
    }

    @Test func outsideOfTheHoursTheNextTimeIsWhenTheyBegin() throws {
        var settings = Settings()
        settings.syncHours = try #require(SyncHours("only 17:25-17:35,22:00-05:00"))
        let said = words(settings)
        #expect(said.en.contains(", only within 17:25–17:35, 22:00–05:00; next at 2026-03-16"))
        #expect(said.en.hasSuffix("17:25."))
        settings.syncHours = try #require(SyncHours("avoid 00:00-24:00"))
        #expect(words(settings).en.hasSuffix("; these hours never allow it."))
    }

    @Test func anOverdueDeviceIsReadInAMoment() {
        #expect(words { $0.nextRunAt = now - .hours(3) }.en.hasSuffix("; next in a moment."))
    }

    /// Hours are the device's own: the clock change that skips an hour of New York's night skips none of its runs.
    @Test(arguments: ["2026-03-08T01:30:00-05:00", "2026-11-01T01:30:00-04:00", "2026-06-01T12:00:00-04:00"])
    func theFirstAllowedMinuteIsTheFirst(_ text: String) throws {
        let zone = try #require(Zone(identifier: "America/New_York"))
        let start = Instant(text)
        for spans in ["only 03:00-03:10", "only 01:00-01:05,23:59-24:00", "avoid 00:00-20:00", "only 00:00-00:01"] {
            let hours = try #require(SyncHours(spans))
            let first = try #require(hours.first(from: start, in: zone))
            #expect(hours.allows(zone.local(at: first)))
            var minute = start
            while minute < first - .minutes(1) {
                #expect(!hours.allows(zone.local(at: minute)), "\(spans) \(minute)")
                minute = minute + .minutes(1)
            }
        }
    }
}
