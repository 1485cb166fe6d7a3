/// The time of day as a terminal tells it: its own wall clock, without a zone (contract 8).
public struct TerminalTime: Hashable, Sendable, Comparable {
    public let year: Int
    public let month: Int
    public let day: Int
    public let hour: Int
    public let minute: Int
    public let second: Int

    /// Nil unless it is a day of the calendar and a second of the day; years 2000 to 2099.
    public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (2000...2099).contains(year), (1...12).contains(month), (0...23).contains(hour),
            (0...59).contains(minute), (0...59).contains(second),
            day >= 1, day <= TerminalTime.days(of: month, year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// A packed time; nil for one that no calendar has, as 31 June can be packed too.
    public init?(packed: UInt32) {
        var rest = Int(packed)
        func take(_ size: Int) -> Int {
            defer { rest /= size }
            return rest % size
        }
        let (second, minute, hour, day, month) = (take(60), take(60), take(24), take(31) + 1, take(12) + 1)
        self.init(year: 2000 + rest, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    /// Six bytes, as events carry them: year of the century, month, day, hour, minute, second (contract 9).
    public init?(six bytes: some RandomAccessCollection<UInt8>) {
        let parts = bytes.prefix(6).map(Int.init)
        guard parts.count == 6 else { return nil }
        self.init(
            year: 2000 + parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4], second: parts[5])
    }

    public var packed: UInt32 {
        let days = ((year % 100) * 12 + month - 1) * 31 + day - 1
        return UInt32(((days * 24 + hour) * 60 + minute) * 60 + second)
    }

    /// Packed times lie in the order of time.
    public static func < (left: TerminalTime, right: TerminalTime) -> Bool { left.packed < right.packed }

    /// Seconds since 1970-01-01 00:00 on the terminal's own clock.
    public var secondsSince1970: Int64 {
        // Days of the civil calendar, counted from March so that the leap day is a year's last.
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        return Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    private static func days(of month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
