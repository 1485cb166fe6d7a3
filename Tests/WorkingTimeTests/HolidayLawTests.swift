import Attendance
import Testing

@testable import WorkingTime

@Suite struct HolidayLawTests {
    @Test(
        "Tết as almanacs have it, also where it is not the Chinese new year",
        arguments: [
            "1985-01-21", "2007-02-17", "2020-01-25", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17",
            "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-02", "2031-01-23", "2033-01-31", "2034-02-19",
        ])
    func tet(_ text: String) throws {
        let date = try #require(LocalDate(text))
        #expect(LunarCalendar.date(day: 1, month: 1, year: date.year) == date)
    }

    @Test(
        "The tenth of the third month, leap months or none",
        arguments: ["2020-04-02", "2023-04-29", "2024-04-18", "2025-04-07", "2026-04-26", "2027-04-16", "2028-04-04"])
    func hungKings(_ text: String) throws {
        let date = try #require(LocalDate(text))
        #expect(LunarCalendar.date(day: 10, month: 3, year: date.year) == date)
    }

    @Test func nothingIsEverDueOnTheFirstOfJanuary() throws {
        for year in 2026...2060 {
            let eve = try #require(LocalDate(year: year - 1, month: 12, day: 31))
            let start = Zone.vietnam.startOfDay(eve) + .hours(17) + .minutes(29)
            let deadline = try Deadline(from: start, working: .minutes(10), in: .vietnam)
            let due = Zone.vietnam.date(at: deadline.dueAt)
            #expect(due.month != 1 || due.day != 1)
            #expect(deadline.isBeyondCalendar == (due.year > 2027))
        }
    }

    @Test func aHolidayOnASundayIsMadeUpForOnTheNextWorkingDay() throws {
        // 1 January 2034 is a Sunday; so is the second day of Tết in 2027.
        for (text, name) in [("2034-01-02", "Nghỉ bù Tết Dương lịch"), ("2027-02-10", "Nghỉ bù Tết Nguyên đán")] {
            guard case .holiday(let holiday) = WorkingCalendar.vietnam.day(try #require(LocalDate(text))) else {
                Issue.record("\(text) is not a holiday")
                continue
            }
            #expect(holiday.name.vi == name)
        }
    }

    @Test func whatANoticeStillSetsIsMarkedAsExpected() throws {
        let days = HolidayLaw.holidays(of: 2029) { $0 == .sunday }
        // 13 February 2029 is the first day of Tết.
        for (text, isCertain) in [
            ("2029-02-12", false), ("2029-02-13", true), ("2029-02-16", false), ("2029-01-01", true),
            ("2029-04-23", true), ("2029-09-02", true), ("2029-09-03", false),
        ] {
            #expect(days[try #require(LocalDate(text))]?.isConfirmed == isCertain, "\(text)")
        }
        // 2 September 2029 is a Sunday, and the third is taken: the fourth.
        #expect(days[try #require(LocalDate("2029-09-04"))]?.name.vi == "Nghỉ bù Quốc khánh")
    }

    @Test func anotherCountrysCalendarExpectsNothing() throws {
        let zone = try #require(Zone(identifier: "Europe/Berlin"))
        let calendar = try WorkingCalendar(
            version: 1, zone: zone, weekdays: WorkingCalendar.vietnam.weekdays, coversUntilYear: 2026)
        guard case .working = calendar.day(try #require(LocalDate("2029-01-01"))) else {
            Issue.record("nobody works")
            return
        }
    }
}
