import Attendance
import Foundation

/// The Vietnamese lunar calendar: months begin on the day of the new moon in Vietnamese time, and the month with the
/// winter solstice is the eleventh. It differs from the Chinese one where an hour moves the new moon over midnight
/// (Tết of 2030 is on 2 February, a day before).
///
/// Source: J. Meeus, Astronomical Algorithms (new moons, the sun's longitude), in the truncation that is good to minutes.
enum LunarCalendar {
    /// The day in the solar calendar; of the months before the eleventh, and never of a leap month.
    ///
    /// - Parameters:
    ///   - month: 1 to 10.
    ///   - year: the solar year in which the lunar one begins.
    static func date(day: Int, month: Int, year: Int) -> LocalDate? {
        let (start, end) = (eleventhMonth(of: year - 1), eleventhMonth(of: year))
        var months = month + 1
        // Thirteen new moons between two solstices: one month has no name of its own.
        if end - start > 365, months >= leapOffset(after: start) { months += 1 }
        return date(ofJulianDay: newMoon(index(of: start) + months) + day - 1)
    }

    private static let firstNewMoon = 2_415_021.076998695
    private static let month = 29.530588853
    private static let julianDayOf1970 = 2_440_588
    /// Days of Vietnamese time before Greenwich.
    private static let offset = 7.0 / 24

    private static func date(ofJulianDay day: Int) -> LocalDate? {
        LocalDate(year: 1970, month: 1, day: 1)?.adding(days: day - julianDayOf1970)
    }

    private static func index(of day: Int) -> Int { Int((0.5 + (Double(day) - firstNewMoon) / month).rounded(.down)) }

    /// The Julian day on which the month with the winter solstice begins.
    private static func eleventhMonth(of year: Int) -> Int {
        let lastDay = (LocalDate(year: year, month: 12, day: 31)?.daysSince1970).map { Int($0) } ?? 0
        let index = Int(((Double(lastDay + julianDayOf1970) - firstNewMoon) / month).rounded(.down))
        let day = newMoon(index)
        return sunSector(day) >= 9 ? newMoon(index - 1) : day
    }

    /// The place of the month in which the sun enters no new sign.
    private static func leapOffset(after eleventh: Int) -> Int {
        let start = index(of: eleventh)
        var (place, sector) = (1, sunSector(newMoon(start + 1)))
        while place < 14 {
            place += 1
            let next = sunSector(newMoon(start + place))
            if next == sector { break }
            sector = next
        }
        return place - 1
    }

    /// The Julian day of a new moon, counted from the one of 1 January 1900.
    private static func newMoon(_ index: Int) -> Int {
        let k = Double(index)
        let t = k / 1236.85
        let (t2, t3) = (t * t, t * t * t)
        var moment = 2_415_020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
        moment += 0.00033 * sine(166.56 + 132.87 * t - 0.009173 * t2)
        let sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3
        let moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3
        let node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3
        var correction = (0.1734 - 0.000393 * t) * sine(sun) + 0.0021 * sine(2 * sun)
        correction += -0.4068 * sine(moon) + 0.0161 * sine(2 * moon) - 0.0004 * sine(3 * moon)
        correction += 0.0104 * sine(2 * node) - 0.0051 * sine(sun + moon) - 0.0074 * sine(sun - moon)
        correction += 0.0004 * sine(2 * node + sun) - 0.0004 * sine(2 * node - sun)
        correction += -0.0006 * sine(2 * node + moon) + 0.0010 * sine(2 * node - moon) + 0.0005 * sine(2 * moon + sun)
        let clock = -0.000278 + 0.000265 * t + 0.000262 * t2
        return Int((moment + correction - clock + 0.5 + offset).rounded(.down))
    }

    /// Which twelfth of its way the sun is in at the beginning of a day, 0 from the spring equinox.
    private static func sunSector(_ day: Int) -> Int {
        let t = (Double(day) - 0.5 - offset - 2_451_545) / 36525
        let anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t * t
        var longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
        longitude += (1.914600 - 0.004817 * t) * sine(anomaly) + (0.019993 - 0.000101 * t) * sine(2 * anomaly)
        longitude += 0.000290 * sine(3 * anomaly)
        let turned = longitude.truncatingRemainder(dividingBy: 360)
        return Int((turned < 0 ? turned + 360 : turned) / 30)
    }

    private static func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
}
