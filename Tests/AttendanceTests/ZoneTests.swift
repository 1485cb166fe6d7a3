import Attendance
import Foundation
import SeededChance
import Testing

/// Zones with and without daylight saving, with odd offsets, with days that begin at 01:00.
let zoneNames = [
    "Asia/Ho_Chi_Minh", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York", "America/St_Johns",
    "Pacific/Apia", "Africa/Cairo", "America/Santiago", "Europe/London", "Asia/Tehran",
]

func zone(_ name: String) throws -> Zone { try #require(Zone(identifier: name)) }

func at(_ text: String) throws -> Instant { try #require(TimeText.instant(rfc3339: text)) }

@Suite struct ZoneTests {
    @Test(arguments: zoneNames) func aDayBeginsWhereThePlatformsCalendarSaysSo(_ name: String) throws {
        let zone = try zone(name)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: name))
        var chance = SeededGenerator(seed: 42)
        for _ in 0..<300 {
            let instant = Instant(seconds: Int64.random(in: 1_000_000_000...1_900_000_000, using: &chance))
            let start = calendar.startOfDay(for: Date(timeIntervalSince1970: Double(instant.seconds)))
            #expect(zone.startOfDay(holding: instant) == Instant(start), "\(name) \(instant.seconds)")
        }
    }

    @Test(arguments: zoneNames) func aWallClockReadsBackToItself(_ name: String) throws {
        let zone = try zone(name)
        var cache = OffsetCache(zone)
        var chance = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let instant = Instant(seconds: Int64.random(in: 1_000_000_000...1_900_000_000, using: &chance))
            let local = zone.local(at: instant)
            // A wall clock that occurs twice gives the earlier instant; both show the same wall clock.
            #expect(zone.local(at: zone.instant(of: local)) == local)
            #expect(zone.instant(of: local) <= instant)
            #expect(cache.local(at: instant) == local)
            #expect(TimeText.instant(rfc3339: zone.rfc3339(instant)) == instant)
        }
    }

    @Test func aTimeThatIsSkippedIsTheMomentOfTheChange() throws {
        let newYork = try zone("America/New_York")
        let skipped = try #require(LocalTime("2026-03-08 02:30:00"))
        #expect(try newYork.instant(of: skipped) == at("2026-03-08T07:00:00Z"))
    }

    @Test func aSpanInsideTheHourThatOccursTwiceHoldsBoth() throws {
        let newYork = try zone("America/New_York")
        let from = try #require(TimeText("2026-11-01T01:15")).lowerBound(in: newYork)
        let to = try #require(TimeText("2026-11-01T01:45")).upperBound(in: newYork)
        for at in [try at("2026-11-01T05:30:00Z"), try at("2026-11-01T06:30:00Z")] {
            #expect(newYork.local(at: at).timeText == "01:30:00")
            #expect(from <= at && at < to)
        }
        // Everywhere else the last instant of a wall clock is its only one.
        for name in ["2026-11-01T00:59", "2026-11-01T02:00", "2026-06-01T12:00", "2026-03-08T02:30"] {
            let text = try #require(TimeText(name))
            #expect(text.lowerBound(in: newYork) == text.upperBound(in: newYork), "\(name)")
        }
    }

    @Test func theContractsCheckinTimeIsTheContractsDate() throws {
        let instant = Instant(milliseconds: 1_656_285_572_000)
        #expect(Zone.vietnam.rfc3339(instant) == "2022-06-27T06:19:32+07:00")
        #expect(Zone.vietnam.date(at: instant).description == "2022-06-27")
    }

    @Test func abbreviationsAreNoZones() {
        #expect(Zone(identifier: "PST") == nil)
        #expect(Zone(identifier: "Mars/Olympus") == nil)
    }
}

@Suite struct LocalDateTests {
    @Test func everyDayOfFourCenturiesReadsBackToItself() throws {
        for day in stride(from: Int64(-100_000), through: 80_000, by: 1) {
            let date = LocalDate(daysSince1970: day)
            #expect(date.daysSince1970 == day)
        }
        #expect(LocalDate(daysSince1970: 0).description == "1970-01-01")
        #expect(LocalDate("2024-02-29")?.adding(days: 1).description == "2024-03-01")
    }

    @Test(arguments: [
        "2026-02-30", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "2026/01/01", "", "2026-01-01x",
    ])
    func whatIsNoDayIsRefused(_ text: String) { #expect(LocalDate(text) == nil) }

    @Test func aMonthEarlierEndsWithItsLastDay() throws {
        let date = try #require(LocalDate("2026-05-31"))
        #expect(date.adding(months: -3).description == "2026-02-28")
        #expect(date.adding(months: 7).description == "2026-12-31")
        #expect(date.adding(months: -5).description == "2025-12-31")
    }
}

@Suite struct TimeTextTests {
    @Test func aDateToIncludesItsDayAndATimeToDoesNot() throws {
        let date = try #require(TimeText("2026-03-16"))
        #expect(try date.lowerBound(in: .vietnam) == at("2026-03-16T00:00:00+07:00"))
        #expect(try date.upperBound(in: .vietnam) == at("2026-03-17T00:00:00+07:00"))
        let time = try #require(TimeText("2026-03-16T08:30"))
        #expect(try time.upperBound(in: .vietnam) == at("2026-03-16T08:30:00+07:00"))
        let other = try #require(TimeText("2026-03-16T08:30:15.250-05:00"))
        #expect(try other.lowerBound(in: .vietnam) == at("2026-03-16T13:30:15.250Z"))
    }

    @Test(arguments: ["yesterday", "2026-03-16T25:00", "2026-03-16T08:30+7", "16/03/2026", "2026-03-16T08:30:61"])
    func whatIsNoTimeIsRefused(_ text: String) { #expect(TimeText(text) == nil) }
}
