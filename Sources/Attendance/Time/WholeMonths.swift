/// A range of days as the calendar months that lie whole in it, and the days beside them.
public struct WholeMonths: Hashable, Sendable {
    /// The first days of the first and of the last whole month; nil where no month is whole.
    public let months: ClosedRange<LocalDate>?
    /// The days before the first whole month and behind the last; all days where no month is whole.
    public let edges: [ClosedRange<LocalDate>]

    public init(of days: ClosedRange<LocalDate>) {
        let (first, last) = (days.lowerBound, days.upperBound)
        let start = first.day == 1 ? first : first.firstOfMonth.adding(months: 1)
        let behind = last.adding(days: 1).firstOfMonth
        guard start < behind else {
            months = nil
            edges = [days]
            return
        }
        months = start...behind.adding(months: -1)
        edges =
            (first < start ? [first...start.adding(days: -1)] : []) + (behind <= last ? [behind...last] : [])
    }
}
