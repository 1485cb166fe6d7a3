import Attendance
import Testing
import WorkingTime

@Suite struct CalendarTests {
    @Test(arguments: [
        ("08:30-17:30", 8 * 3600 + 1800, 17 * 3600 + 1800), ("0:00-24:00", 0, 86_400), ("23:59-24:00", 86_340, 86_400),
    ])
    func spansAreReadAndWritten(_ text: String, _ open: Int, _ close: Int) throws {
        let span = try #require(WorkingSpan(text))
        #expect(span.open == open && span.close == close)
        #expect(WorkingSpan(span.description) == span)
    }

    @Test(arguments: [
        "", "8-17", "17:30-08:30", "08:30-08:30", "08:30-24:01", "25:00-26:00", "08:60-09:00", "a-b", "1:1:1-2:2",
    ])
    func whatIsNoSpanIsRefused(_ text: String) { #expect(WorkingSpan(text) == nil) }

    @Test func weekdaysAreThoseOfTheWorld() throws {
        #expect(Weekday(try #require(LocalDate("1970-01-01"))) == .thursday)
        #expect(Weekday(try #require(LocalDate("2026-11-22"))) == .sunday)
        #expect(Weekday(try #require(LocalDate("1969-12-28"))) == .sunday)
    }

    @Test func anEmptyOrContradictingCalendarIsRefused() throws {
        let span = try #require(WorkingSpan("08:00-12:00"))
        let late = try #require(WorkingSpan("11:00-13:00"))
        let day = try #require(LocalDate("2026-01-01"))
        func make(
            _ weekdays: [Weekday: [WorkingSpan]], holidays: [LocalDate: Holiday] = [:],
            working: [LocalDate: [WorkingSpan]] = [:]
        ) throws {
            _ = try WorkingCalendar(
                version: 1, zone: .vietnam, weekdays: weekdays, holidays: holidays, workingDays: working,
                coversUntilYear: 2027)
        }
        #expect(throws: WorkingCalendarFailure.empty) { try make([:]) }
        #expect(throws: WorkingCalendarFailure.empty) { try make([.monday: []]) }
        #expect(throws: WorkingCalendarFailure.overlap(span, late)) { try make([.monday: [late, span]]) }
        let holiday = Holiday(name: Phrase(verbatim: "H"), isConfirmed: true, source: "law")
        #expect(throws: WorkingCalendarFailure.contradiction(day)) {
            try make([.monday: [span]], holidays: [day: holiday], working: [day: [span]])
        }
    }

    @Test func theCalendarOfVietnamKnowsItsHolidaysAndSaysWhichAreExpected() throws {
        let calendar = WorkingCalendar.vietnam
        for text in ["2026-01-01", "2026-02-17", "2026-04-27", "2026-04-30", "2026-09-02", "2027-04-16"] {
            guard case .holiday(let holiday) = calendar.day(try #require(LocalDate(text))) else {
                Issue.record("\(text) is not a holiday")
                continue
            }
            #expect(holiday.isConfirmed && !holiday.source.isEmpty)
        }
        let expected = calendar.holidays.filter { !$0.value.isConfirmed }
        #expect(!expected.isEmpty && expected.values.allSatisfy { !$0.source.isEmpty })
        #expect(calendar.day(try #require(LocalDate("2026-11-22"))) == .free)
        #expect(
            calendar.day(try #require(LocalDate("2026-11-21"))) == .working([try #require(WorkingSpan("08:30-17:30"))]))
    }
}
