import Attendance

/// What waits for an HR client of punches of one age: of the days of the devices' own calendars, so that it is exactly what
/// a search by these days finds.
public struct WaitingAge: Hashable, Sendable {
    public enum Band: String, Sendable, CaseIterable {
        /// Today, and what a clock that runs ahead calls tomorrow.
        case today
        case yesterday
        /// Two to seven days ago.
        case week
        /// Eight to thirty days ago.
        case month
        /// Older: in parts of three months, which is what a search shows at a time.
        case older

        public var word: Phrase {
            switch self {
            case .today: Phrase(en: "today", vi: "hôm nay")
            case .yesterday: Phrase(en: "yesterday", vi: "hôm qua")
            case .week: Phrase(en: "2–7 days ago", vi: "2–7 ngày trước")
            case .month: Phrase(en: "8–30 days ago", vi: "8–30 ngày trước")
            case .older: Phrase(en: "older", vi: "cũ hơn")
            }
        }
    }

    public let band: Band
    /// The days that are meant, both included.
    public let days: ClosedRange<LocalDate>
    public let count: Int

    /// Months that a search shows at a time.
    private static let monthsOfSearch = 3

    /// The youngest first; bands without any are left out.
    ///
    /// - Parameters:
    ///   - days: days on which something waits, each once.
    ///   - today: of the program.
    public static func all(of days: [(day: LocalDate, count: Int)], today: LocalDate) -> [WaitingAge] {
        guard let first = days.map(\.day).min(), let last = days.map(\.day).max() else { return [] }
        var ages: [WaitingAge] = []
        func add(_ band: Band, _ from: LocalDate, _ to: LocalDate) {
            let count = days.filter { (from...to).contains($0.day) }.reduce(0) { $0 + $1.count }
            if count > 0 { ages.append(WaitingAge(band: band, days: from...to, count: count)) }
        }
        add(.today, today, max(today, last))
        add(.yesterday, today.adding(days: -1), today.adding(days: -1))
        add(.week, today.adding(days: -7), today.adding(days: -2))
        add(.month, today.adding(days: -30), today.adding(days: -8))
        var end = today.adding(days: -31)
        while end >= first {
            let start = end.adding(months: -monthsOfSearch).adding(days: 1)
            add(.older, max(start, first), end)
            end = start.adding(days: -1)
        }
        return ages
    }
}
