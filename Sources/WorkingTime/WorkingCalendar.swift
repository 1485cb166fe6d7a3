import Attendance

/// A part of a day, in seconds of the wall clock: from `open` up to but not including `close`.
public struct WorkingSpan: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 0…86,399
    public let open: Int
    /// 1…86,400, behind `open`
    public let close: Int

    /// Nil unless `open` lies before `close` within one day. A night shift is two spans.
    public init?(open: Int, close: Int) {
        guard open >= 0, close <= 86_400, open < close else { return nil }
        self.open = open
        self.close = close
    }

    /// `08:30-17:30`; `24:00` ends a day.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let open = WorkingSpan.seconds(parts[0]), let close = WorkingSpan.seconds(parts[1])
        else {
            return nil
        }
        self.init(open: open, close: close)
    }

    private static func seconds(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.allSatisfy(\.isNumber) }),
            let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0...24).contains(hour), (0...59).contains(minute), hour < 24 || minute == 0
        else { return nil }
        return hour * 3600 + minute * 60
    }

    public var description: String { "\(WorkingSpan.text(open))-\(WorkingSpan.text(close))" }

    private static func text(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return two(seconds / 3600) + ":" + two(seconds / 60 % 60)
    }

    public static func < (left: WorkingSpan, right: WorkingSpan) -> Bool {
        (left.open, left.close) < (right.open, right.close)
    }
}

/// Monday to Sunday.
public enum Weekday: Int, Hashable, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    public init(_ date: LocalDate) {
        // 1970-01-01 was a Thursday.
        let index = (date.daysSince1970 + 3) % 7
        self = Weekday(rawValue: Int(index < 0 ? index + 7 : index)) ?? .monday
    }
}

/// A day on which nobody works.
public struct Holiday: Hashable, Sendable {
    public let name: Phrase
    /// Whether the authority has published it; an expected day may still move.
    public let isConfirmed: Bool
    /// Where the date comes from.
    public let source: String

    public init(name: Phrase, isConfirmed: Bool, source: String) {
        self.name = name
        self.isConfirmed = isConfirmed
        self.source = source
    }
}

/// When people work: spans of each weekday, holidays, and days on which they work in exchange, in one time zone. A
/// value: a case keeps the calendar that it was filed under.
public struct WorkingCalendar: Hashable, Sendable {
    /// Grows with every change of the data.
    public let version: Int
    public let zone: Zone
    /// Sorted, without overlap; a weekday that is missing is free.
    public let weekdays: [Weekday: [WorkingSpan]]
    public let holidays: [LocalDate: Holiday]
    /// Days on which people work although their weekday is free, or work other hours.
    public let workingDays: [LocalDate: [WorkingSpan]]
    /// The last year whose holidays were entered.
    public let coversUntilYear: Int

    public init(
        version: Int, zone: Zone, weekdays: [Weekday: [WorkingSpan]], holidays: [LocalDate: Holiday] = [:],
        workingDays: [LocalDate: [WorkingSpan]] = [:], coversUntilYear: Int
    ) throws(WorkingCalendarFailure) {
        self.version = version
        self.zone = zone
        self.weekdays = try WorkingCalendar.sorted(weekdays).filter { !$0.value.isEmpty }
        self.workingDays = try WorkingCalendar.sorted(workingDays)
        self.holidays = holidays
        self.coversUntilYear = coversUntilYear
        guard !self.weekdays.isEmpty else { throw .empty }
        if let day = workingDays.keys.filter({ holidays[$0] != nil }).min() { throw .contradiction(day) }
    }

    private static func sorted<Key>(_ days: [Key: [WorkingSpan]]) throws(WorkingCalendarFailure) -> [Key: [WorkingSpan]]
    {
        var sorted: [Key: [WorkingSpan]] = [:]
        for (day, spans) in days {
            let ordered = spans.sorted()
            for (left, right) in zip(ordered, ordered.dropFirst()) where left.close > right.open {
                throw .overlap(left, right)
            }
            sorted[day] = ordered
        }
        return sorted
    }

    /// What a day is.
    public enum Day: Hashable, Sendable {
        case working([WorkingSpan])
        case holiday(Holiday)
        /// A weekday on which nobody works.
        case free
    }

    public func day(_ date: LocalDate) -> Day {
        if let spans = workingDays[date] { return spans.isEmpty ? .free : .working(spans) }
        if let holiday = holidays[date] ?? expected(date) { return .holiday(holiday) }
        guard let spans = weekdays[Weekday(date)] else { return .free }
        return .working(spans)
    }

    /// A holiday by law alone, in a Vietnamese calendar that ends before it.
    private func expected(_ date: LocalDate) -> Holiday? {
        guard zone == .vietnam, date.year > coversUntilYear else { return nil }
        return HolidayLaw.holidays(of: date.year) { weekdays[$0] == nil }[date]
    }

    /// The instants of a day on which work goes on, in order. An instant counts by what its wall clock shows: where
    /// clocks are set back inside a span the hour counts twice, where they are set forward it is not there.
    public func openTimes(of date: LocalDate) -> [Range<Instant>] {
        guard case .working(let spans) = day(date) else { return [] }
        var times: [Range<Instant>] = []
        for (segment, offset) in segments(of: date) {
            for span in spans {
                let midnight = date.daysSince1970 * 86_400 - Int64(offset)
                let open = max(Instant(seconds: midnight + Int64(span.open)), segment.lowerBound)
                let close = min(Instant(seconds: midnight + Int64(span.close)), segment.upperBound)
                guard open < close else { continue }
                if let last = times.last, last.upperBound == open {
                    times[times.count - 1] = last.lowerBound..<close
                } else {
                    times.append(open..<close)
                }
            }
        }
        return times
    }

    /// A local day in parts with one offset each.
    private func segments(of date: LocalDate) -> [(Range<Instant>, offset: Int)] {
        let end = zone.startOfDay(date.adding(days: 1))
        var start = zone.startOfDay(date)
        var segments: [(Range<Instant>, offset: Int)] = []
        var probe = start
        while start < end {
            let offset = zone.offset(at: start)
            // No zone changes its offset twice within a quarter of an hour, or off that grid.
            while probe < end, zone.offset(at: probe) == offset { probe = min(end, probe + .minutes(15)) }
            if probe < end || zone.offset(at: end - .seconds(1)) != offset {
                probe = change(between: max(start, probe - .minutes(15)), and: probe, from: offset)
            }
            segments.append((start..<probe, offset))
            start = probe
        }
        return segments
    }

    /// The first second at which the offset is another.
    private func change(between low: Instant, and high: Instant, from offset: Int) -> Instant {
        var low = low.seconds
        var high = high.seconds
        while high - low > 1 {
            let middle = (low + high) / 2
            if zone.offset(at: Instant(seconds: middle)) == offset { low = middle } else { high = middle }
        }
        return Instant(seconds: high)
    }
}
