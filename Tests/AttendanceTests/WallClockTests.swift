import Attendance
import Foundation
import SeededChance
import Testing

/// Wall clocks, dates and texts of times, to their last second.
@Suite struct WallClockTests {
    @Test(arguments: [
        ("2026-03-16T23:59:59Z", "2026-03-16T23:59:59Z"), ("2026-03-16T00:00:00z", "2026-03-16T00:00:00Z"),
        ("2026-03-16 08:30:00+07:00", "2026-03-16T01:30:00Z"), ("2026-03-16T08:30+07:00", "2026-03-16T01:30:00Z"),
        ("2026-03-16T08:30:00-03:30", "2026-03-16T12:00:00Z"), ("2026-03-16T08:30:00+14:00", "2026-03-15T18:30:00Z"),
        ("2026-03-16T08:30:00+00:59", "2026-03-16T07:31:00Z"), ("2026-03-16T08:30:00+18:00", "2026-03-15T14:30:00Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
    ])
    func aTimeWithItsOffsetIsAnInstant(_ text: String, _ same: String) throws {
        #expect(try at(text) == at(same))
        #expect(try #require(TimeText(text)).lowerBound(in: .vietnam) == at(same))
    }

    @Test(arguments: [(".5", 500), (".05", 50), (".005", 5), (".0005", 0), (".1239", 123), (".999999999", 999)])
    func fractionsAreCutToMilliseconds(_ fraction: String, _ milliseconds: Int64) throws {
        let whole = try at("2026-03-16T08:30:15Z")
        #expect(try at("2026-03-16T08:30:15\(fraction)Z").milliseconds == whole.milliseconds + milliseconds)
        #expect(try at("2026-03-16T08:30:15\(fraction)+07:00").milliseconds % 1000 == milliseconds)
    }

    @Test(arguments: [
        "2026-03-16T08:30:00+19:00", "2026-03-16T08:30:00+07:60", "2026-03-16T08:30:00 07:00",
        "2026-03-16T08:30:00+0700", "2026-03-16T08:30:00+7:00", "2026-03-16T24:00:00Z", "2026-03-16T08:60:00Z",
        "2026-03-16T08:30:60Z", "2026-03-16T08:30:00.Z", "2026-03-16T08:30:00.1.2Z", "2026-03-16T08:30:00.12345678901Z",
        "2026-03-16X08:30:00Z", "2026-02-29T08:30:00Z", "2026-03-16T08:30:00.1aZ", "2026-03-16T8:30:00Z", "Z", "",
        "2026-03-16T08:30:00", "2026-03-16Z", "2026-03-16T08:3a:00+07:00", "+07:00",
    ])
    func whatIsNoInstantIsNone(_ text: String) { #expect(TimeText.instant(rfc3339: text) == nil) }

    @Test func whatPeopleTypeIsTakenAsTheySeeIt() throws {
        #expect(TimeText("  2026-03-16\u{A0}08:30 ") == TimeText("2026-03-16T08:30:00"))
        #expect(TimeText("\u{200B}2026-03-16") == .date(try #require(LocalDate("2026-03-16"))))
    }

    /// A date ends with its day, wherever that day ends.
    @Test func aDayThatIsShorterOrLongerIsMeantWhole() throws {
        let newYork = try zone("America/New_York")
        for (date, hours) in [("2026-03-08", 23), ("2026-11-01", 25), ("2026-06-01", 24)] {
            let text = try #require(TimeText(date))
            #expect(text.upperBound(in: newYork).since(text.lowerBound(in: newYork)) == .hours(hours))
        }
    }

    @Test func aTimeThatOccursTwiceIsItsFirstFromAndItsLastTo() throws {
        let newYork = try zone("America/New_York")
        let text = try #require(TimeText("2026-11-01T01:30:00"))
        #expect(try text.lowerBound(in: newYork) == at("2026-11-01T05:30:00Z"))
        #expect(try text.upperBound(in: newYork) == at("2026-11-01T06:30:00Z"))
        let santiago = try zone("America/Santiago")
        let night = try #require(TimeText("2026-04-04T23:30:00"))
        #expect(night.upperBound(in: santiago).since(night.lowerBound(in: santiago)) == .hours(1))
    }

    @Test(arguments: [
        (0, "Z"), (7 * 3600, "+07:00"), (-(3 * 3600 + 1800), "-03:30"), (20_700, "+05:45"), (-3600, "-01:00"),
        (45_900, "+12:45"),
    ])
    func anOffsetIsWrittenWithItsSign(_ seconds: Int, _ text: String) { #expect(Zone.offsetText(seconds) == text) }

    @Test func anInstantIsWrittenInItsZoneWithMillisecondsOnlyWhereThereAreAny() throws {
        let instant = try at("2026-03-16T01:02:03.045Z")
        #expect(Zone.vietnam.rfc3339(instant) == "2026-03-16T08:02:03.045+07:00")
        #expect(try zone("America/St_Johns").rfc3339(at("2026-01-16T01:02:03Z")) == "2026-01-15T21:32:03-03:30")
        #expect(try zone("UTC").rfc3339(at("1969-12-31T23:59:59.999Z")) == "1969-12-31T23:59:59.999Z")
    }

    /// Rows on both sides of a change of clocks, and before 1970, one look-up each or not.
    @Test(arguments: zoneNames) func rememberedOffsetsAreTheZones(_ name: String) throws {
        let zone = try zone(name)
        var cache = OffsetCache(zone)
        var chance = SeededGenerator(seed: 3)
        for round in 0..<60 {
            let span = round % 2 == 0 ? Int64(-1_000_000)...0 : 0...1_900_000_000
            let start = Int64.random(in: span, using: &chance) * 1000
            for step in 0..<12 {
                let instant = Instant(milliseconds: start + Int64(step) * 299_999)
                #expect(cache.offset(at: instant) == zone.offset(at: instant), "\(name) \(instant.milliseconds)")
                #expect(cache.local(at: instant) == zone.local(at: instant))
            }
        }
        // Around the change itself, second by second.
        for change in ["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z", "2026-03-29T01:00:00Z", "2026-04-04T15:00:00Z"] {
            for second in -2...2 {
                let instant = try at(change) + .seconds(second)
                #expect(cache.offset(at: instant) == zone.offset(at: instant))
            }
        }
    }

    @Test(arguments: ["GMT+7", "GMT", "Asia/Saigon", "UTC"]) func namesOfZonesAreKnown(_ name: String) {
        #expect(Zone(identifier: name)?.description == name)
    }

    @Test(arguments: ["", "EST", "+07:00", "asia", "Asia/Atlantis"])
    func whatIsNoZoneIsNone(_ name: String) { #expect(Zone(identifier: name) == nil) }

    @Test func theVietnameseZoneIsSevenHoursAheadAllYear() throws {
        for month in 1...12 {
            let date = try #require(LocalDate(year: 2026, month: month, day: 1))
            let day = Zone.vietnam.startOfDay(date)
            #expect(Zone.vietnam.offset(at: day) == 25_200)
        }
    }

    @Test(arguments: [
        ("2026-03-16 08:30", "08:30:00"), ("2026-03-16T08:30:59.9", "08:30:59"), ("2026-03-16 00:00:00", "00:00:00"),
        ("2026-03-16 23:59:59", "23:59:59"),
    ])
    func aWallClockIsReadToTheSecond(_ text: String, _ time: String) throws {
        let local = try #require(LocalTime(text))
        #expect(local.timeText == time && local.description == "2026-03-16 \(time)")
        #expect(LocalTime(date: local.date, hour: local.hour, minute: local.minute, second: local.second) == local)
        #expect(LocalTime(date: local.date, timeText: String(text.dropFirst(11))) == local)
        var bytes: [UInt8] = []
        local.write(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == local.description)
    }

    @Test(arguments: [(24, 0, 0), (-1, 0, 0), (0, 60, 0), (0, -1, 0), (0, 0, 60), (0, 0, -1)])
    func aTimeOfDayHasItsBounds(_ hour: Int, _ minute: Int, _ second: Int) throws {
        let date = try #require(LocalDate("2026-03-16"))
        #expect(LocalTime(date: date, hour: hour, minute: minute, second: second) == nil)
    }

    @Test func wallClocksAreOrderedByDateThenTime() throws {
        let sorted = try ["2025-12-31 23:59:59", "2026-01-01 00:00:00", "2026-01-01 00:00:01", "2026-02-01 00:00:00"]
            .map { try #require(LocalTime($0)) }
        for (index, time) in sorted.enumerated() {
            for (other, second) in sorted.enumerated() { #expect((time < second) == (index < other)) }
        }
    }

    @Test func aYearHasItsLeapDayByTheCalendarsRule() {
        for (year, isLeap) in [(2024, true), (2026, false), (2000, true), (1900, false), (2100, false)] {
            #expect((LocalDate(year: year, month: 2, day: 29) != nil) == isLeap, "\(year)")
        }
        #expect(LocalDate(year: 0, month: 1, day: 1) == nil && LocalDate(year: 10_000, month: 1, day: 1) == nil)
        #expect(LocalDate(year: 9999, month: 12, day: 31) != nil && LocalDate(year: 1, month: 1, day: 1) != nil)
        #expect(LocalDate(year: 2026, month: 4, day: 31) == nil && LocalDate(year: 2026, month: 4, day: 0) == nil)
    }

    /// The same day of another month, or the last day that the platform's calendar gives it.
    @Test func monthsAreAddedByTheCalendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var chance = SeededGenerator(seed: 11)
        for _ in 0..<400 {
            let date = LocalDate(daysSince1970: Int64.random(in: 0...40_000, using: &chance))
            let months = Int.random(in: -40...40, using: &chance)
            let moved = date.adding(months: months)
            #expect(moved.year * 12 + moved.month == date.year * 12 + date.month + months)
            let first = Date(timeIntervalSince1970: Double(moved.firstOfMonth.daysSince1970) * 86_400)
            let length = try #require(calendar.range(of: .day, in: .month, for: first)).count
            #expect(moved.day == min(date.day, length), "\(date) \(months)")
            #expect(moved.firstOfMonth.day == 1 && moved.firstOfMonth.month == moved.month)
        }
    }
}
