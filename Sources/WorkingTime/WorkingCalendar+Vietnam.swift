import Attendance

extension WorkingCalendar {
    /// Monday to Saturday, 08:30–17:30, Vietnamese time, with the public holidays of 2026 and 2027 as far as they are
    /// known. Data to begin with: whoever runs a desk edits it.
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
        let law = "Bộ luật Lao động 2019, Điều 112"
        let notice = "Thông báo lịch nghỉ Tết và lễ năm 2026 của Bộ Nội vụ"
        let newYear = Phrase(en: "New Year's Day", vi: "Tết Dương lịch")
        let tet = Phrase(en: "Tết (Lunar New Year)", vi: "Tết Nguyên đán")
        let kings = Phrase(en: "Hùng Kings' Commemoration", vi: "Giỗ Tổ Hùng Vương")
        let kingsMoved = Phrase(
            en: "Day off for Hùng Kings' Commemoration", vi: "Nghỉ bù Giỗ Tổ Hùng Vương")
        let victory = Phrase(en: "Reunification Day", vi: "Ngày Chiến thắng")
        let labour = Phrase(en: "Labour Day", vi: "Ngày Quốc tế lao động")
        let national = Phrase(en: "National Day", vi: "Quốc khánh")
        // An expected day is one whose notice was not at hand when this was written.
        let days: [(String, Phrase, Bool, String)] =
            [
                ("2026-01-01", newYear, true, law), ("2026-04-26", kings, true, law),
                ("2026-04-27", kingsMoved, true, law), ("2026-04-30", victory, true, law),
                ("2026-05-01", labour, true, law), ("2026-09-01", national, true, notice),
                ("2026-09-02", national, true, law),
                ("2027-01-01", newYear, true, law), ("2027-04-16", kings, true, law),
                ("2027-04-30", victory, true, law), ("2027-05-01", labour, true, law),
                ("2027-09-02", national, true, law), ("2027-09-03", national, false, law + ", chờ thông báo của năm"),
            ]
            + (16...20).map { ("2026-02-\($0)", tet, true, notice) }
            + (5...9).map { ("2027-02-0\($0)", tet, false, law + ", chờ thông báo của năm") }
        return Dictionary(
            uniqueKeysWithValues: days.compactMap { day, name, isConfirmed, source in
                LocalDate(day).map { ($0, Holiday(name: name, isConfirmed: isConfirmed, source: source)) }
            })
    }()
}
