import Attendance
import Store
import SyncEngine
import TestSupport
import Testing

@testable import AttendanceHub

/// How a device is, in one word, and which of several words comes first.
@Suite struct HealthTests {
    private func health(_ hub: TestHub) async throws -> DeviceHealth? {
        let devices = try await hub.store.devices.all()
        return try await hub.attendance.health(of: devices)[devices[0].id]
    }

    @Test func aDeviceIsNewUntilItWasReadAndFineAfterwards() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.quietDevice()
            #expect(try await health(hub) == .new)
            try await hub.keep([], of: device)
            #expect(try await health(hub) == .fine)
        }
    }

    @Test func whatAPersonMustDoComesBeforeWhatIsTriedAgainAndThatBeforeAPause() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.quietDevice()
            try await hub.keep([], of: device)
            try await hub.store.devices.setPaused(true, [device], act: Act(by: .person("test"), at: hub.clock.now))
            try await hub.fail(device, "no line")
            let reason = Phrase(en: "no line", vi: "vì no line")
            #expect(try await health(hub) == .retrying(reason))
            try await hub.fail(device, "bad token", needsPerson: true)
            let attention = Phrase(en: "bad token", vi: "vì bad token")
            #expect(try await health(hub) == .needsAttention(attention))
            try await hub.store.devices.setEnabled(false, [device], act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await health(hub) == .disabled)
        }
    }

    @Test func aRunOfAnotherProcessIsSeenWhileItMovesAndNotWhenItDied() async throws {
        try await TestHub.with { hub, _ in
            let device = try await hub.quietDevice()
            let window = try #require(Window(from: hub.clock.now - .hours(1), to: hub.clock.now))
            _ = try await hub.store.runs.begin(
                RunPlan(window: window, settlesFirstSync: true), device: device, cause: .device,
                act: Act(by: .command, at: hub.clock.now))
            #expect(try await health(hub) == .syncing(fetched: 0, expected: nil))
            hub.clock.advance(by: .seconds(60))
            #expect(try await health(hub) == .syncing(fetched: 0, expected: nil))
            hub.clock.advance(by: .seconds(1))
            #expect(try await health(hub) == .new)
        }
    }

    @Test func everyStateHasAWordOfItsOwnAndOnlySomeHaveMoreToSay() {
        let all: [DeviceHealth] = [
            .syncing(fetched: 1, expected: 2), .needsAttention(Phrase(verbatim: "a")), .disabled, .paused,
            .silent(hours: 30), .retrying(Phrase(verbatim: "r")), .new, .fine,
        ]
        #expect(Set(all.map(\.key)).count == all.count && Set(all.map(\.word.en)).count == all.count)
        #expect(all.map { $0.reason != nil } == [false, true, false, false, true, true, false, false])
        #expect(all[4].reason?.en.contains("30 hours") == true && all[4].reason?.vi.contains("30 giờ") == true)
    }

    // MARK: Silence

    /// The hours without a punch since the last one, for a device with punches on such days.
    private func hours(_ latest: String?, _ active: [String], now: String, zone: Zone = .vietnam) -> Int {
        Silence.hours(
            since: latest.map { Instant($0) }, active: Set(active.compactMap { LocalDate($0) }), zone: zone,
            now: Instant(now))
    }

    @Test func aDayOfTheWeekIsUsualFromTheSecondTimeOn() {
        // Mondays; the last punch on a Sunday.
        let latest = "2026-03-15T12:00:00+07:00"
        let (now, monday) = ("2026-03-16T20:00:00+07:00", ["2026-03-02", "2026-03-09"])
        #expect(hours(latest, monday, now: now) == 20)
        #expect(hours(latest, ["2026-03-09"], now: now) == 0)
        // Four weeks back and no further; today itself tells nothing.
        #expect(hours(latest, ["2026-02-16", "2026-03-09"], now: now) == 20)
        #expect(hours(latest, ["2026-02-09", "2026-03-09"], now: now) == 0)
        #expect(hours(latest, ["2026-03-16", "2026-03-09"], now: now) == 0)
    }

    @Test func onlyTheHoursOfUsualDaysCountFromTheLastPunchOn() {
        let days = (0..<28).compactMap { LocalDate("2026-02-16")?.adding(days: $0) }.filter { $0.weekday < 5 }
        let office = days.map(\.description)
        let friday = "2026-03-13T15:00:00+07:00"
        #expect(hours(friday, office, now: "2026-03-13T15:59:59+07:00") == 0)
        #expect(hours(friday, office, now: "2026-03-13T16:00:00+07:00") == 1)
        #expect(hours(friday, office, now: "2026-03-15T23:59:59+07:00") == 9)
        #expect(hours(friday, office, now: "2026-03-16T01:00:00+07:00") == 10)
    }

    @Test func whoNeverSentAnythingOrSentSomethingOfTheFutureIsNotSilent() {
        let mondays = ["2026-03-02", "2026-03-09"]
        #expect(hours(nil, mondays, now: "2026-03-16T20:00:00+07:00") == 0)
        #expect(hours("2026-03-16T20:00:00+07:00", mondays, now: "2026-03-16T20:00:00+07:00") == 0)
        #expect(hours("2026-03-17T00:00:00+07:00", mondays, now: "2026-03-16T20:00:00+07:00") == 0)
        // A quarter of a year of silence is as much as is ever counted.
        let long = hours("2020-01-01T00:00:00+07:00", mondays, now: "2026-03-16T00:00:00+07:00")
        #expect(long == 12 * 24)
    }

    @Test func theDaysAreThoseOfTheDevicesZone() throws {
        let zone = try #require(Zone(identifier: "America/New_York"))
        // Sunday the 8th of March has 23 hours there.
        let sundays = ["2026-02-22", "2026-03-01"]
        let now = "2026-03-09T12:00:00Z"
        #expect(hours("2026-03-07T12:00:00Z", sundays, now: now, zone: zone) == 23)
        #expect(hours("2026-03-08T04:59:59Z", sundays, now: now, zone: zone) == 23)
        #expect(hours("2026-03-08T05:00:00Z", sundays, now: now, zone: zone) == 23)
        #expect(hours("2026-03-08T06:00:00Z", sundays, now: now, zone: zone) == 22)
    }

    @Test(arguments: [("1970-01-01", 3), ("1970-01-05", 0), ("1969-12-31", 2), ("2026-03-16", 0), ("2026-03-15", 6)])
    func theWeekBeginsOnMonday(_ date: String, _ weekday: Int) {
        #expect(LocalDate(date)?.weekday == weekday)
    }
}
