import Foundation
import SeededChance
import Testing

@testable import Spreadsheets

/// Days and times of a workbook against a calendar that is not ours.
@Suite struct SerialDateTests {
    private static let both = SpreadsheetDate.Parts(date: true, time: true)
    private static let date = SpreadsheetDate.Parts(date: true, time: false)
    private static let time = SpreadsheetDate.Parts(date: false, time: true)

    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .gmt
        return calendar
    }

    private func day(_ days: Int, after start: DateComponents) throws -> String {
        let first = try #require(calendar.date(from: start))
        let date = try #require(calendar.date(byAdding: .day, value: days, to: first))
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    @Test func everyDayIsThatOfTheCalendar() throws {
        var random = SeededGenerator(seed: 9)
        // From the first of March 1900 on both agree; before it Excel has a day that never was.
        let near = Array(61...(61 + 800)) + [36_584, 36_585, 36_586, 73_109, 73_110, 73_111, 2_958_464, 2_958_465]
        for serial in near + (0..<400).map({ _ in Int.random(in: 61...2_958_465, using: &random) }) {
            let expected = try day(serial, after: DateComponents(year: 1899, month: 12, day: 30))
            #expect(SpreadsheetDate.text(Double(serial), Self.date, since1904: false) == expected)
        }
        for serial in [0, 1, 59, 60, 61, 365, 366, 44_865, 2_957_003] {
            let expected = try day(serial, after: DateComponents(year: 1904, month: 1, day: 1))
            #expect(SpreadsheetDate.text(Double(serial), Self.date, since1904: true) == expected)
        }
    }

    @Test func everySecondOfADayIsItself() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<2000 {
            let second = Int.random(in: 1..<86_400, using: &random)
            let serial = 46_327 + Double(second) / 86_400
            let clock = String(format: "%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60)
            #expect(SpreadsheetDate.text(serial, Self.both, since1904: false) == "2026-11-01 " + clock)
            #expect(SpreadsheetDate.text(serial, Self.time, since1904: false) == clock)
            #expect(SpreadsheetDate.text(serial, Self.date, since1904: false) == "2026-11-01")
        }
    }

    @Test(
        arguments: [
            (-0.000001, nil), (0, "00:00:00"), (0.5, "12:00:00"), (0.999999, "1900-01-01"), (1, "1900-01-01"),
            (2_958_465.5, "9999-12-31 12:00:00"), (2_958_465.999999, nil), (2_958_466, nil), (1e300, nil),
            (.infinity, nil),
            (.nan, nil),
        ] as [(Double, String?)])
    func whatIsNoDateIsNone(_ serial: Double, _ text: String?) {
        #expect(SpreadsheetDate.text(serial, Self.both, since1904: false) == text)
    }

    @Test(
        arguments: [
            (0, "00:00:00"), (1.5, "36:00:00"), (4.999999, "120:00:00"), (100, "2400:00:00"), (-0.1, nil),
            (2_958_466, nil),
        ] as [(Double, String?)])
    func hoursMayPassADay(_ serial: Double, _ text: String?) { #expect(SpreadsheetDate.duration(serial) == text) }

    @Test func aTimeUnderADatesFormatIsShownAsOneAndADayNoughtIsNot() {
        #expect(SpreadsheetDate.text(0.5, Self.date, since1904: false) == "12:00:00")
        #expect(SpreadsheetDate.text(0, Self.date, since1904: false) == nil)
        #expect(SpreadsheetDate.text(0, Self.date, since1904: true) == "1904-01-01")
    }

    @Test(
        arguments: [
            ("2026-11-01T08:30", "2026-11-01 08:30:00"), ("2026-11-01T08:30:15+07:00", "2026-11-01 08:30:15"),
            ("2026-11-01T08:30:15-03:00", "2026-11-01 08:30:15"), ("2026-11-01T", "2026-11-01"), ("08:30", "08:30:00"),
            ("T08:30:01.5", "08:30:01"), ("2026-11-01T8:30", nil), ("2026-11-1", nil), ("2026/11/01", nil), ("", nil),
            ("T", nil), ("2026-11-01T08", nil), ("2026-11-01T08:30:00:00", nil), ("20261101T08:30", nil),
            ("aa:bb", nil),
            ("2026-11-0x", nil),
        ] as [(String, String?)])
    func aDateInWordsIsReadOrNot(_ iso: String, _ text: String?) { #expect(SpreadsheetDate.text(iso: iso) == text) }

    @Test(arguments: [
        (0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (255, "IV"), (701, "ZZ"), (702, "AAA"),
        (16_383, "XFD"),
    ])
    func aColumnHasExcelsLetters(_ column: Int, _ letters: String) {
        #expect(CellFault.letters(ofColumn: column) == letters)
    }

    @Test(
        arguments: [
            (1e14, "100000000000000"), (999_999_999_999_999, "999999999999999"), (1e15, nil), (-1e15, nil),
            (999_999_999_999_999.9, nil), (-999_999_999_999_999, "-999999999999999"), (0.5, "0.5"), (-0.0, "0"),
            (123_456.789, "123456.789"), (1e-7, "0.0000001"), (0.1 + 0.2, "0.3"), (1.0000000000000002, "1"),
            (100, "100"),
        ] as [(Double, String?)])
    func aNumberHasTheDigitsThatExcelShows(_ number: Double, _ text: String?) {
        #expect(SpreadsheetNumber.plain(number) == text)
    }

    @Test(arguments: ["", "nan", "inf", "0x1p3", " 1", "1 ", "1,5", "--1", "١"])
    func whatIsNoNumberIsNone(_ text: String) { #expect(SpreadsheetNumber.value(text) == nil) }
}
