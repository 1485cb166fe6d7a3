import Attendance
import Testing

/// How dates, times and numbers stand in sentences.
@Suite struct WrittenTests {
    private let moment = Instant(seconds: 1_795_939_500)

    @Test func aDayAndATimeReadAsPeopleInVietnamWriteThem() throws {
        let day = try #require(LocalDate(year: 2026, month: 3, day: 7))
        #expect(day.written == "07/03/2026")
        #expect(LocalDate(year: 987, month: 12, day: 31)?.written == "31/12/0987")
        #expect(LocalTime(date: day, hour: 9, minute: 5, second: 59)?.written == "07/03/2026 09:05")
    }

    @Test func aMomentIsShownByTheClockOfItsZone() throws {
        let kathmandu = try #require(Zone(identifier: "Asia/Kathmandu"))
        let utc = try #require(Zone(identifier: "UTC"))
        #expect(Zone.vietnam.written(moment) == "29/11/2026 15:05")
        #expect(kathmandu.written(moment, namesZone: true) == "29/11/2026 13:50 +05:45")
        #expect(utc.written(moment, namesZone: true) == "29/11/2026 08:05 UTC")
    }

    @Test func whatTheHistoryKeepsAsISOIsWrittenTheSame() {
        #expect(Zone.written(rfc3339: "2026-11-29T15:05:09.120+07:00") == "29/11/2026 15:05")
        #expect(Zone.written(rfc3339: "yesterday") == "yesterday" && Zone.written(rfc3339: "") == "")
        #expect(LocalDate.written(iso: "2026-11-29") == "29/11/2026" && LocalDate.written(iso: "soon") == "soon")
    }

    @Test(arguments: [
        (0, "0", "0"), (999, "999", "999"), (1_000, "1.000", "1,000"), (-1_234_567, "-1.234.567", "-1,234,567"),
        (100_000, "100.000", "100,000"), (Int.min, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"),
    ])
    func numbersAreGroupedByThousands(_ number: Int, _ vi: String, _ en: String) {
        #expect(number.written(.vi) == vi && number.written(.en) == en)
        #expect(number.phrase == Phrase(en: en, vi: vi))
    }
}
