import Attendance

/// In which order a file writes day and month.
public enum DateOrder: String, CaseIterable, Sendable {
    case asFound = "as-found"
    case dayFirst = "day-first"
    case monthFirst = "month-first"
}

/// Reads the dates of one column of a file. What a date like 11/1/2026 means is a question that the column as a whole
/// may answer; where it does not, the person is asked.
struct FileDates {
    /// What a cell says.
    struct Reading: Hashable {
        let date: LocalDate
        /// What the person should know of the reading.
        var warning: Phrase?
    }

    private let order: DateOrder
    /// Dates that can be read in one way only, as they are written.
    private var dayFirst: String?
    private var monthFirst: String?
    /// A date of one-digit parts: days and months below ten are not padded in this file.
    private var hasShort = false

    init(_ cells: [String], order: DateOrder) {
        self.order = order
        for cell in cells {
            guard let numbers = Numbers(cell) else { continue }
            hasShort = hasShort || !numbers.isPadded
            guard numbers.first != numbers.second else { continue }
            switch (numbers.dayFirst, numbers.monthFirst) {
            case (.some, nil): dayFirst = dayFirst ?? numbers.text
            case (nil, .some): monthFirst = monthFirst ?? numbers.text
            default: break
            }
        }
    }

    /// - Throws: `ColumnFailure` for what is not a date, and for a date that can be read in two ways when nothing decides.
    func read(_ cell: String) throws(ColumnFailure) -> Reading {
        let (day, time) = FileDates.parts(cell)
        var reading: Reading
        if let date = FileDates.yearFirst(day) {
            reading = Reading(date: date)
        } else if let numbers = Numbers(cell) {
            reading = try read(numbers)
        } else {
            throw FileDates.noDate(cell)
        }
        if let time, !FileDates.isMidnight(time) {
            let left = Phrase(en: "the time \(time) was left out", vi: "bỏ qua giờ \(time)")
            reading.warning = reading.warning.map { $0 + Phrase(verbatim: "; ") + left } ?? left
        }
        return reading
    }

    private func read(_ numbers: Numbers) throws(ColumnFailure) -> Reading {
        switch (numbers.dayFirst, numbers.monthFirst, order) {
        case (let date?, _, .dayFirst), (_, let date?, .monthFirst): return Reading(date: date)
        case (nil, nil, _): throw FileDates.noDate(numbers.text)
        case (nil, _, .dayFirst):
            throw ColumnFailure(
                "sync-from", en: "holds “\(numbers.text)”, which is not a date with the day first",
                vi: "có “\(numbers.text)” không phải ngày viết theo thứ tự ngày đứng trước")
        case (_, nil, .monthFirst):
            throw ColumnFailure(
                "sync-from", en: "holds “\(numbers.text)”, which is not a date with the month first",
                vi: "có “\(numbers.text)” không phải ngày viết theo thứ tự tháng đứng trước")
        case (let date?, nil, .asFound), (nil, let date?, .asFound): return Reading(date: date)
        case (let day?, let month?, .asFound):
            if day == month { return Reading(date: day) }
            guard monthFirst == nil else { throw FileDates.question(numbers.text, day, month) }
            let said = FileDates.words(day)
            if let dayFirst {
                return Reading(
                    date: day,
                    warning: Phrase(
                        en: "\(numbers.text) was read as \(said.en), because the file also has \(dayFirst)",
                        vi: "\(numbers.text) được hiểu là \(said.vi), vì trong tệp có \(dayFirst)"))
            }
            // The padded form is how dates are written in Vietnam; the short one is that of American Excel.
            guard !hasShort else { throw FileDates.question(numbers.text, day, month) }
            return Reading(
                date: day,
                warning: Phrase(
                    en: "\(numbers.text) was read as \(said.en)", vi: "\(numbers.text) được hiểu là \(said.vi)"))
        }
    }

    private static func noDate(_ cell: String) -> ColumnFailure {
        ColumnFailure(
            "sync-from", en: "holds “\(cell)”, which is not a date like 2026-11-01 or 01/11/2026",
            vi: "có “\(cell)” không phải ngày dạng 2026-11-01 hoặc 01/11/2026")
    }

    private static func question(_ text: String, _ day: LocalDate, _ month: LocalDate) -> ColumnFailure {
        let (first, second) = (words(day), words(month))
        return ColumnFailure(
            "sync-from",
            en:
                "holds “\(text)”, which can be \(first.en) or \(second.en): write \(day) or \(month), or choose the order of the file's dates (day first or month first)",
            vi:
                "có “\(text)” có thể là \(first.vi) hoặc \(second.vi): hãy ghi \(day) hoặc \(month), hoặc chọn thứ tự ngày trong tệp (ngày đứng trước hoặc tháng đứng trước)"
        )
    }

    /// `1 November 2026`.
    private static func words(_ date: LocalDate) -> Phrase {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return Phrase(
            en: "\(date.day) \(months[date.month - 1]) \(date.year)",
            vi: "ngày \(date.day) tháng \(date.month) năm \(date.year)")
    }

    /// The day, and the time behind it.
    private static func parts(_ cell: String) -> (day: String, time: String?) {
        guard let gap = cell.firstIndex(where: { $0 == " " || $0 == "T" }) else { return (cell, nil) }
        let time = cell[cell.index(after: gap)...].trimmed
        guard time.contains(":"), time.first?.isNumber == true else { return (cell, nil) }
        return (String(cell[..<gap]), time)
    }

    private static func isMidnight(_ time: String) -> Bool {
        let words = time.split(separator: " ")
        let isMorning = words.count == 2 && ["AM", "SA"].contains(words[1].uppercased())
        let numbers = words[0].split(separator: ":").map { Int($0) }
        guard words.count == 1 || isMorning, let hour = numbers.first else { return false }
        return (hour == 0 || isMorning && hour == 12) && numbers.dropFirst().allSatisfy { $0 == 0 }
    }

    /// `2026-11-1`, `2026/11/01`, `2026.11.01`.
    private static func yearFirst(_ text: String) -> LocalDate? {
        guard let parts = numbers(text), parts[0].utf8.count == 4, parts[1].utf8.count <= 2, parts[2].utf8.count <= 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        return LocalDate(year: year, month: month, day: day)
    }

    /// Three runs of ASCII digits with the same sign between them.
    private static func numbers(_ text: String) -> [Substring]? {
        for sign in ["-", "/", "."] {
            let parts = text.split(separator: sign, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let areNumbers = parts.allSatisfy {
                (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
            return areNumbers ? parts : nil
        }
        return nil
    }

    /// A date with its year last.
    private struct Numbers {
        let text: String
        let first: Int
        let second: Int
        let dayFirst: LocalDate?
        let monthFirst: LocalDate?
        /// Whether both have two digits.
        let isPadded: Bool

        init?(_ cell: String) {
            text = FileDates.parts(cell).day
            guard let parts = FileDates.numbers(text), parts[0].utf8.count <= 2, parts[1].utf8.count <= 2,
                parts[2].utf8.count == 4,
                let first = Int(parts[0]), let second = Int(parts[1]), let year = Int(parts[2])
            else { return nil }
            self.first = first
            self.second = second
            dayFirst = LocalDate(year: year, month: second, day: first)
            monthFirst = LocalDate(year: year, month: first, day: second)
            isPadded = parts[0].utf8.count == 2 && parts[1].utf8.count == 2
        }
    }
}
