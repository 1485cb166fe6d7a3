import Attendance
import AttendanceHub
import TestSupport
import Testing

/// The answer of the morning, from what is known of the devices.
@Suite struct OverviewTests {
    /// Monday 2026-03-16, 09:00.
    private let now = Instant("2026-03-16T09:00:00+07:00")
    private let monday = LocalDate(year: 2026, month: 3, day: 16)

    private func device(
        _ id: Int64 = 1, from: String? = "2026-01-01T00:00:00+07:00", upTo: String? = "2026-03-16T08:59:00+07:00",
        zone: Zone = .vietnam, added: String = "2026-01-01T00:00:00+07:00"
    ) -> Device {
        var device = Device(
            id: id, name: "D\(id)", kind: "hanet", sourceID: id, identity: "\(id)", zone: zone,
            createdAt: Instant(added))
        device.progress = SyncProgress(
            firstSyncDone: from != nil, completeFrom: from.map { Instant($0) }, completeUpTo: upTo.map { Instant($0) })
        return device
    }

    private func answer(_ devices: [Device], daysAgo: Int, _ counts: StatusCounts = StatusCounts()) throws -> DayAnswer
    {
        DayAnswer(try #require(monday).adding(days: -daysAgo), devices, counts: counts, now: now)
    }

    @Test func aDayIsCompleteOnceEveryDeviceIsReadToItsEndAndEverythingHasArrived() throws {
        let fine = device()
        var counts = StatusCounts()
        counts.pulled = 9
        counts.delivered = 9
        #expect(try answer([fine], daysAgo: 1, counts).isComplete)
        let behind = device(2, upTo: "2026-03-15T23:59:59+07:00")
        #expect(try answer([fine, behind], daysAgo: 1, counts).unread.map(\.id) == [2])
        #expect(try answer([fine, device(2, upTo: "2026-03-16T00:00:00+07:00")], daysAgo: 1, counts).isComplete)
        for state in [DeliveryState.waiting, .parked, .rejected] {
            var open = counts
            open.add(state, 1)
            let answer = try answer([fine], daysAgo: 1, open)
            #expect(!answer.isComplete && answer.open == 1)
        }
    }

    @Test func aDeviceThatIsOffOrWasNotThereYetIsNotMissed() throws {
        var off = device(2, upTo: nil)
        off.isEnabled = false
        let added = device(3, from: nil, upTo: nil, added: "2026-03-16T08:00:00+07:00")
        #expect(try answer([device(), off, added], daysAgo: 1).isComplete)
        #expect(try answer([device(), off, added], daysAgo: 0).unread.map(\.id) == [3])
        // One that was added today and reaches back is asked for what it reaches back to.
        let reaching = device(
            4, from: "2026-03-10T00:00:00+07:00", upTo: "2026-03-12T00:00:00+07:00", added: "2026-03-16T08:00:00+07:00")
        #expect(try answer([reaching], daysAgo: 1).unread.map(\.id) == [4])
    }

    @Test func todayIsReadAsFarAsTheLastOfItsDevices() throws {
        let early = device(2, upTo: "2026-03-16T07:30:00+07:00")
        let never = device(3, upTo: "2026-03-15T12:00:00+07:00")
        let answer = try answer([device(), early, never], daysAgo: 0)
        #expect(answer.readUpTo == Instant("2026-03-16T07:30:00+07:00"))
        #expect(answer.unread.map(\.id) == [3])
        #expect(try self.answer([never], daysAgo: 0).readUpTo == nil)
    }

    @Test func aDayIsThatOfTheDevicesOwnCalendar() throws {
        // In Tokyo Sunday ended two hours earlier than in Vietnam.
        let zone = try #require(Zone(identifier: "Asia/Tokyo"))
        #expect(try answer([device(upTo: "2026-03-15T22:00:00+07:00", zone: zone)], daysAgo: 1).isComplete)
        #expect(try !answer([device(upTo: "2026-03-15T22:00:00+07:00")], daysAgo: 1).isComplete)
    }

    private func states(_ device: Device, _ punches: [LocalDate: Int] = [:], days: Int = 8) throws -> [DayState] {
        let today = try #require(monday)
        return device.states(
            of: DrawnDays(today.adding(days: 1 - days)...today, in: device.zone), punches: punches, now: now)
    }

    /// Punches on the working days of four weeks.
    private func working(but missing: Int...) throws -> [LocalDate: Int] {
        let today = try #require(monday)
        var punches: [LocalDate: Int] = [:]
        for back in 0...28 where !missing.contains(back) {
            let day = today.adding(days: -back)
            if day.weekday < 5 { punches[day] = 10 }
        }
        return punches
    }

    @Test func aStripTellsSilenceFromASundayAndGapsFromFailures() throws {
        // From Monday to Monday; Thursday without a punch.
        #expect(
            try states(device(), working(but: 4))
                == [.complete, .complete, .complete, .silent, .complete, .quiet, .quiet, .under])
        let behind = device(from: "2026-03-11T00:00:00+07:00", upTo: "2026-03-13T12:00:00+07:00")
        #expect(
            try states(behind, working()) == [
                .before, .before, .complete, .complete, .failing, .failing, .failing, .failing,
            ])
        var gap = device()
        gap.unread = Window(from: Instant("2026-03-10T00:00:00+07:00"), to: Instant("2026-03-12T00:00:00+07:00"))
        #expect(try states(gap, working())[1...3] == [.gap, .gap, .complete])
        var failing = device()
        failing.failures = 2
        #expect(try states(failing, working()).last == .failing)
        #expect(try Set(states(device(from: nil, upTo: nil))) == [.before])
    }
}
