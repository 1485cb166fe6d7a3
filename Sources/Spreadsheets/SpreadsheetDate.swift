/// Dates and times of a workbook, which are numbers of days.
enum SpreadsheetDate {
    /// What of a day a cell's format shows.
    struct Parts: Hashable {
        var date: Bool
        var time: Bool
    }

    /// `2026-11-01`, `2026-11-01 08:30:00` where the time is shown and not midnight, `08:30:00` for times alone.
    ///
    /// - Parameter serial: Days since the start of the workbook's date system; seconds are rounded.
    /// - Returns: Nil for a number that no date has: negative, past 9999, or day 0 of 1900.
    static func text(_ serial: Double, _ parts: Parts, since1904: Bool) -> String? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        let seconds = Int((serial * 86_400).rounded())
        let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        guard parts.date else { return time(second) }
        if day == 0, !since1904 { return parts.time || second > 0 ? time(second) : nil }
        guard let date = date(day, since1904: since1904) else { return nil }
        return parts.time && second > 0 ? date + " " + time(second) : date
    }

    /// `36:00:00`: hours may pass a day.
    static func duration(_ serial: Double) -> String? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        return time(Int((serial * 86_400).rounded()))
    }

    /// A cell of type `d`, ISO 8601, in the form of the other cells; nil when it is none.
    static func text(iso: String) -> String? {
        let halves = iso.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let date = halves[0]
        let isDate =
            date.utf8.count == 10
            && date.utf8.enumerated().allSatisfy { index, byte in
                index == 4 || index == 7 ? byte == 0x2D : (0x30...0x39).contains(byte)
            }
        let clock = halves.count == 2 ? halves[1] : isDate ? "" : date
        guard isDate || halves.count == 1 || date.isEmpty else { return nil }
        if clock.isEmpty { return isDate ? String(date) : nil }
        let plain = clock.prefix { $0 != "." && $0 != "Z" && $0 != "+" && $0 != "-" }
        let numbers = plain.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(numbers.count), numbers.allSatisfy({ $0.utf8.count == 2 && Int($0) != nil }) else {
            return nil
        }
        let time = numbers.count == 2 ? plain + ":00" : plain
        if !isDate { return String(time) }
        return time == "00:00:00" ? String(date) : "\(date) \(time)"
    }

    private static func date(_ day: Int, since1904: Bool) -> String? {
        // Days since 1970. Excel's 1900 was a leap year, as in the program that it had to agree with: day 60 is a
        // 29 February that never was, and is shown like that.
        if day == 60, !since1904 { return "1900-02-29" }
        let epoch = since1904 ? -24_107 : day < 60 ? -25_568 : -25_569
        // Counting from 1 March puts the leap day at a year's end; 400 years are one era of 146,097 days.
        let shifted = day + epoch + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        guard year <= 9999 else { return nil }
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2)
    }

    private static func time(_ second: Int) -> String {
        [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
