import Attendance
import Testing

@testable import WorkingTime

/// What a day is, and which calendars are none.
@Suite struct CalendarDayTests {
    private func date(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }
    private func span(_ text: String) throws -> WorkingSpan { try #require(WorkingSpan(text)) }

    private func calendar(
        _ weekdays: [Weekday: [WorkingSpan]] = WorkingCalendar.vietnam.weekdays,
        holidays: [LocalDate: Holiday] = [:], workingDays: [LocalDate: [WorkingSpan]] = [:], until year: Int = 2027
    ) throws -> WorkingCalendar {
        try WorkingCalendar(
            version: 1, zone: .vietnam, weekdays: weekdays, holidays: holidays, workingDays: workingDays,
            coversUntilYear: year)
    }

    @Test func aSundayThatIsWorkedInExchangeCounts() throws {
        let sunday = try date("2026-11-22")
        let calendar = try calendar(workingDays: [sunday: [try span("09:00-10:00")]])
        #expect(calendar.day(sunday) == .working([try span("09:00-10:00")]))
        let saturday = Zone.vietnam.startOfDay(try date("2026-11-21")) + .hours(17) + .minutes(25)
        let deadline = try Deadline(from: saturday, working: .minutes(10), in: calendar)
        #expect(deadline.dueAt == Zone.vietnam.startOfDay(sunday) + .hours(9) + .minutes(5))
        #expect(calendar.day(sunday.adding(days: 7)) == .free)
    }

    @Test func otherHoursOfOneDayReplaceThoseOfItsWeekday() throws {
        let monday = try date("2026-11-23")
        let calendar = try calendar(
            workingDays: [monday: [], monday.adding(days: 1): [try span("13:00-14:00"), try span("08:00-09:00")]])
        #expect(calendar.day(monday) == .free)
        #expect(calendar.openTimes(of: monday).isEmpty)
        #expect(calendar.day(monday.adding(days: 1)) == .working([try span("08:00-09:00"), try span("13:00-14:00")]))
        #expect(calendar.openTimes(of: monday.adding(days: 1)).count == 2)
    }

    @Test func theLawSpeaksForTheYearsBehindTheCalendarAlone() throws {
        // 1 January 2029 is a Monday, 1 May 2028 too.
        for (until, day, isHoliday) in [
            (2027, "2028-05-01", true), (2028, "2028-05-01", false), (2028, "2029-01-01", true),
            (2029, "2029-01-01", false),
        ] {
            let found = try calendar(until: until).day(try date(day))
            if case .holiday = found { #expect(isHoliday, "\(day)") } else { #expect(!isHoliday, "\(day)") }
        }
    }

    @Test func anEnteredHolidayIsOneWhateverTheWeekday() throws {
        let holiday = Holiday(name: Phrase(verbatim: "H"), isConfirmed: false, source: "test")
        let calendar = try calendar(holidays: [try date("2026-11-22"): holiday, try date("2026-11-24"): holiday])
        #expect(calendar.day(try date("2026-11-22")) == .holiday(holiday))
        #expect(calendar.day(try date("2026-11-24")) == .holiday(holiday))
        #expect(calendar.openTimes(of: try date("2026-11-24")).isEmpty)
    }

    @Test func spansOfOneDayMayTouchAndNotOverlap() throws {
        let (morning, noon) = (try span("08:00-12:00"), try span("12:00-13:00"))
        #expect(try calendar([.monday: [noon, morning]]).weekdays == [.monday: [morning, noon]])
        let late = try #require(WorkingSpan(open: 12 * 3600 - 1, close: 13 * 3600))
        #expect(throws: WorkingCalendarFailure.overlap(morning, late)) { try calendar([.monday: [late, morning]]) }
        // The same holds on a day that is worked in exchange.
        #expect(throws: WorkingCalendarFailure.overlap(morning, late)) {
            try calendar(workingDays: [try date("2026-11-22"): [morning, late]])
        }
    }

    @Test func theFirstContradictionIsNamed() throws {
        let holiday = Holiday(name: Phrase(verbatim: "H"), isConfirmed: true, source: "test")
        let days = try (1...9).map { try date("2026-03-0\($0)") }
        #expect(throws: WorkingCalendarFailure.contradiction(days[2])) {
            try calendar(
                holidays: Dictionary(uniqueKeysWithValues: days.dropFirst(2).map { ($0, holiday) }),
                workingDays: Dictionary(uniqueKeysWithValues: days.map { ($0, []) }))
        }
    }

    @Test func aSpanLiesWithinOneDay() {
        #expect(WorkingSpan(open: 0, close: 86_400) != nil)
        #expect(WorkingSpan(open: 86_399, close: 86_400) != nil)
        for (open, close) in [(-1, 10), (0, 86_401), (10, 10), (11, 10)] {
            #expect(WorkingSpan(open: open, close: close) == nil)
        }
        for text in [
            "008:30-17:30", "+8:30-17:30", "08:300-17:30", "24:00-24:00", "08:30-17:30-18:00", "08:30", "08:30-", " ",
        ] {
            #expect(WorkingSpan(text) == nil, "\(text)")
        }
        #expect(WorkingSpan("8:5-9:05")?.description == "08:05-09:05")
    }

    @Test func theDaysOfAWeekFollowEachOther() throws {
        let monday = try date("2026-11-23")
        for offset in -3000...3000 {
            let expected = ((offset % 7) + 7) % 7
            #expect(Weekday(monday.adding(days: offset)).rawValue == expected)
        }
    }

    @Test func whatFallsOnADayOffIsMadeUpForOnceAndOnAWorkingDay() {
        for free in [[Weekday.sunday], [.saturday, .sunday]] {
            for year in 2024...2060 {
                let days = HolidayLaw.holidays(of: year) { free.contains($0) }
                let madeUp = days.filter { $0.value.name.en.hasPrefix("Day off for") }
                let lost = days.keys.filter { free.contains(Weekday($0)) }
                #expect(madeUp.count == lost.count && days.count - madeUp.count == 11, "\(year)")
                for (day, holiday) in madeUp {
                    #expect(!free.contains(Weekday(day)) && holiday.source.contains("111.3"))
                }
            }
        }
    }

    @Test func twoDaysOffInARowAreBothLeftBehind() throws {
        // 1 May 2027 is a Saturday.
        let days = HolidayLaw.holidays(of: 2027) { $0 == .saturday || $0 == .sunday }
        #expect(days[try date("2027-05-03")]?.name.vi == "Nghỉ bù Ngày Quốc tế lao động")
        #expect(days[try date("2027-05-02")] == nil)
        // What a notice still sets is made up for on a day that is expected too.
        #expect(days[try date("2027-05-03")]?.isConfirmed == true)
        #expect(HolidayLaw.holidays(of: 2027) { $0 == .sunday }[try date("2027-02-10")]?.isConfirmed == false)
    }
}
