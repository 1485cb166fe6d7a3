import Attendance
import AttendanceHub
import TestSupport
import Testing

/// Hours of a day, and what is usual in them.
@Suite struct UsualHoursTests {
    @Test(arguments: [
        ("2026-03-08", 23, [1, 3]), ("2026-11-01", 25, [1, 1]), ("2026-03-16", 24, [1, 2]),
    ]) func aDayOnWhichTheClockChangesHasAnHourMoreOrLess(_ day: String, _ count: Int, _ around: [Int]) throws {
        let zone = try #require(Zone(identifier: "America/New_York"))
        let hours = DayHours(try #require(LocalDate(day)), in: zone)
        #expect(hours.spans.count == count && hours.spans[1...2].map { hours.hour($0) } == around)
        #expect(zip(hours.spans, hours.spans.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        let byHour = hours.byHour(hours.spans.map { _ in 1 })
        #expect(byHour.count == 24 && byHour.reduce(0, +) == count && byHour[1] == (count == 25 ? 2 : 1))
    }

    @Test func theMiddleDayIsUsualAndOneOddDayChangesNothing() throws {
        let days = [10, 12, 11, 5000, 9].map { count in (0..<24).map { $0 == 8 ? count : 1 } }
        let usual = try #require(UsualHours(days))
        #expect(usual.count(at: 8) == 11 && usual.count(at: 9) == 1)
        #expect(usual.count(until: 0) == 0 && usual.count(until: 9) == 19 && usual.count(until: 24) == 34)
    }

    @Test func ofThreeDaysNothingIsUsual() {
        #expect(UsualHours([[Int]](repeating: [Int](repeating: 3, count: 24), count: 3)) == nil)
    }

    @Test func onlyTheSameDaysOfWeeksWithAPastAreAsked() throws {
        let monday = try #require(LocalDate("2026-03-16"))
        let all = UsualHours.days(before: monday, since: monday.adding(days: -400))
        #expect(all.count == 8 && all.first == monday.adding(days: -7) && all.last == monday.adding(days: -56))
        #expect(UsualHours.days(before: monday, since: monday.adding(days: -14)).count == 2)
    }
}
