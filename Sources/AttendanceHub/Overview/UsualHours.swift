import Attendance

/// The hours of a day by a zone's clock, as spans of time: 23 or 25 of them where the clock changes.
public struct DayHours: Sendable {
    public let day: LocalDate
    public let zone: Zone
    /// One after the other; together they are the day. Where clocks change by less than an hour, the last is shorter.
    public let spans: [Range<Instant>]

    public init(_ day: LocalDate, in zone: Zone) {
        self.day = day
        self.zone = zone
        let end = zone.startOfDay(day.adding(days: 1))
        var spans: [Range<Instant>] = []
        var start = zone.startOfDay(day)
        while start < end {
            let next = min(start + .hours(1), end)
            spans.append(start..<next)
            start = next
        }
        self.spans = spans
    }

    /// 0…23: what the clock shows as the span begins.
    public func hour(_ span: Range<Instant>) -> Int { zone.local(at: span.lowerBound).hour }

    /// Counts of the spans by what the clock showed; an hour that came twice is both.
    ///
    /// - Parameter counts: one of each span.
    /// - Returns: 24 numbers.
    public func byHour(_ counts: [Int]) -> [Int] {
        var hours = [Int](repeating: 0, count: 24)
        for (span, count) in zip(spans, counts) { hours[hour(span)] += count }
        return hours
    }
}

/// What is usual at each hour of a day of the week: the middle one of the same days of former weeks.
public struct UsualHours: Hashable, Sendable {
    /// Of fewer days nobody can say what is usual.
    public static let leastDays = 4
    /// Weeks that are looked back.
    public static let mostDays = 8

    /// Of each of the former days the punches by hour, 24 numbers.
    private let days: [[Int]]

    /// Nil where there are fewer than `leastDays`.
    public init?(_ days: [[Int]]) {
        guard days.count >= UsualHours.leastDays else { return nil }
        self.days = days
    }

    /// The same days of the week before a day, the last first, as far as anything was recorded then.
    ///
    /// - Parameter first: the day of the first punch of all.
    public static func days(before day: LocalDate, since first: LocalDate) -> [LocalDate] {
        (1...mostDays).map { day.adding(days: -7 * $0) }.filter { $0 >= first }
    }

    /// Punches that are usual in the hour, 0…23.
    public func count(at hour: Int) -> Int { UsualHours.median(days.map { $0[hour] }) }

    /// Punches that are usual from midnight until the hour begins; 24 is the whole day.
    public func count(until hour: Int) -> Int { UsualHours.median(days.map { $0.prefix(hour).reduce(0, +) }) }

    private static func median(_ numbers: [Int]) -> Int {
        let sorted = numbers.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
