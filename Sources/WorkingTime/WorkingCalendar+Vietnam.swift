import Attendance

extension WorkingCalendar {
    /// Monday to Saturday, 08:30–17:30, Vietnamese time, with the public holidays of 2026 and 2027 as far as they are
    /// known; later years follow the law. Data to begin with: whoever runs a desk edits it.
    public static let vietnam: WorkingCalendar = {
        let hours = [WorkingSpan(open: 8 * 3600 + 1800, close: 17 * 3600 + 1800)].compactMap(\.self)
        let weekdays = Dictionary(
            uniqueKeysWithValues: Weekday.allCases.filter { $0 != .sunday }.map { ($0, hours) })
        do {
            return try WorkingCalendar(
                version: 1, zone: .vietnam, weekdays: weekdays, holidays: vietnameseHolidays, coversUntilYear: 2027)
        } catch { preconditionFailure("the calendar that comes with the program is none: \(error)") }
    }()

    private static let vietnameseHolidays: [LocalDate: Holiday] = {
        let law = HolidayLaw.law
        let notice = "Thông báo lịch nghỉ Tết và lễ năm 2026 của Bộ Nội vụ"
        let (newYear, tet, kings) = (HolidayLaw.newYear, HolidayLaw.tet, HolidayLaw.kings)
        let (victory, labour, national) = (HolidayLaw.victory, HolidayLaw.labour, HolidayLaw.national)
        let kingsMoved = Phrase(
            en: "Day off for Hùng Kings' Commemoration", vi: "Nghỉ bù Giỗ Tổ Hùng Vương")
        let tetMoved = Phrase(en: "Day off for Tết (Lunar New Year)", vi: "Nghỉ bù Tết Nguyên đán")
        // An expected day is one whose notice was not at hand when this was written.
        let days: [(String, Phrase, Bool, String)] =
            [
                ("2026-01-01", newYear, true, law), ("2026-04-26", kings, true, law),
                ("2026-04-27", kingsMoved, true, law), ("2026-04-30", victory, true, law),
                ("2026-05-01", labour, true, law), ("2026-09-01", national, true, notice),
                ("2026-09-02", national, true, law),
                ("2027-01-01", newYear, true, law), ("2027-04-16", kings, true, law),
                ("2027-04-30", victory, true, law), ("2027-05-01", labour, true, law),
                ("2027-09-02", national, true, law), ("2027-09-03", national, false, law + HolidayLaw.awaited),
                ("2027-02-10", tetMoved, false, law + ", Điều 111.3"),
            ]
            + (16...20).map { ("2026-02-\($0)", tet, true, notice) }
            + (5...9).map { ("2027-02-0\($0)", tet, false, law + HolidayLaw.awaited) }
        return Dictionary(
            uniqueKeysWithValues: days.compactMap { day, name, isConfirmed, source in
                LocalDate(day).map { ($0, Holiday(name: name, isConfirmed: isConfirmed, source: source)) }
            })
    }()
}
