import Attendance
import AttendanceHub
import Testing

/// What waits, by age: each part is a range of days that a search shows.
@Suite struct WaitingAgeTests {
    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    private func ages(_ days: [(String, Int)], today: String = "2026-03-16") throws -> [WaitingAge] {
        WaitingAge.all(of: try days.map { (try day($0.0), $0.1) }, today: try day(today))
    }

    private func told(_ ages: [WaitingAge]) -> [String] {
        ages.map { "\($0.band.rawValue) \($0.days.lowerBound)…\($0.days.upperBound) \($0.count)" }
    }

    @Test func nothingHasNoAge() throws {
        #expect(try ages([]).isEmpty)
    }

    @Test func eachDayIsInTheBandOfItsAgeAndTheYoungestBandComesFirst() throws {
        let edges = [
            ("2026-03-16", 1), ("2026-03-15", 2), ("2026-03-14", 4), ("2026-03-09", 8), ("2026-03-08", 16),
            ("2026-02-14", 32), ("2026-02-13", 64),
        ]
        #expect(
            try told(ages(edges)) == [
                "today 2026-03-16…2026-03-16 1", "yesterday 2026-03-15…2026-03-15 2", "week 2026-03-09…2026-03-14 12",
                "month 2026-02-14…2026-03-08 48", "older 2026-02-13…2026-02-13 64",
            ])
    }

    @Test func whatADeviceAheadOfUsCallsTomorrowIsOfToday() throws {
        #expect(
            try told(ages([("2026-03-16", 1), ("2026-03-17", 2)])) == ["today 2026-03-16…2026-03-17 3"])
    }

    @Test func whatIsOldIsToldInPartsThatASearchShowsWholeAndNothingIsLeftOut() throws {
        let days = (0..<1000).map { (LocalDate(daysSince1970: 20_528 - $0).description, 1) }
        let ages = try self.ages(days)
        #expect(ages.reduce(0) { $0 + $1.count } == 1000)
        #expect(ages.first?.days.upperBound == (try day("2026-03-16")))
        for age in ages { #expect(age.days.lowerBound.adding(months: 3) >= age.days.upperBound) }
        for (younger, older) in zip(ages, ages.dropFirst()) {
            #expect(older.days.upperBound == younger.days.lowerBound.adding(days: -1))
        }
        // A year without any in between makes no empty lines.
        #expect(try told(self.ages([("2026-03-16", 1), ("2024-12-31", 7)])).count == 2)
    }
}
