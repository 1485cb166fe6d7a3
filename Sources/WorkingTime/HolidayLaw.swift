import Attendance

/// The public holidays of Vietnam as the law alone gives them, for years whose notice is not entered.
///
/// Source: Labour Code 45/2019/QH14, article 112.1 (the days) and 111.3 (a holiday on the weekly day off is made up for
/// on the next working day).
enum HolidayLaw {
    /// Of one year: days that the law names are certain, those that a notice still sets are expected.
    ///
    /// - Parameter isFree: whether nobody works on a weekday.
    static func holidays(of year: Int, isFree: (Weekday) -> Bool) -> [LocalDate: Holiday] {
        var days: [LocalDate: Holiday] = [:]
        func add(_ date: LocalDate?, _ name: Phrase, isCertain: Bool) {
            guard let date else { return }
            days[date] = Holiday(name: name, isConfirmed: isCertain, source: isCertain ? law : law + awaited)
        }
        func fixed(_ month: Int, _ day: Int) -> LocalDate? { LocalDate(year: year, month: month, day: day) }
        add(fixed(1, 1), newYear, isCertain: true)
        let firstOfTet = LunarCalendar.date(day: 1, month: 1, year: year)
        // Five days, as the notices of the last years had them: from the eve on.
        for offset in -1...3 { add(firstOfTet?.adding(days: offset), tet, isCertain: offset == 0) }
        add(LunarCalendar.date(day: 10, month: 3, year: year), kings, isCertain: true)
        add(fixed(4, 30), victory, isCertain: true)
        add(fixed(5, 1), labour, isCertain: true)
        add(fixed(9, 2), national, isCertain: true)
        add(fixed(9, 3), national, isCertain: false)
        for (date, holiday) in days.sorted(by: { $0.key < $1.key }) where isFree(Weekday(date)) {
            var next = date.adding(days: 1)
            while days[next] != nil || isFree(Weekday(next)) { next = next.adding(days: 1) }
            days[next] = Holiday(
                name: Phrase(en: "Day off for \(holiday.name.en)", vi: "Nghỉ bù \(holiday.name.vi)"),
                isConfirmed: holiday.isConfirmed, source: "\(law), Điều 111.3")
        }
        return days
    }

    static let law = "Bộ luật Lao động 2019, Điều 112"
    static let awaited = ", chờ thông báo của năm"
    static let newYear = Phrase(en: "New Year's Day", vi: "Tết Dương lịch")
    static let tet = Phrase(en: "Tết (Lunar New Year)", vi: "Tết Nguyên đán")
    static let kings = Phrase(en: "Hùng Kings' Commemoration", vi: "Giỗ Tổ Hùng Vương")
    static let victory = Phrase(en: "Reunification Day", vi: "Ngày Chiến thắng")
    static let labour = Phrase(en: "Labour Day", vi: "Ngày Quốc tế lao động")
    static let national = Phrase(en: "National Day", vi: "Quốc khánh")
}
