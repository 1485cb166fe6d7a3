/// One local day's counts, for the chart.
public struct DayCounts: Hashable, Sendable {
    public let day: LocalDate
    public var counts: StatusCounts

    public init(day: LocalDate, counts: StatusCounts) {
        self.day = day
        self.counts = counts
    }
}

extension [DayCounts] {
    /// The same counts by week, each under its Monday.
    public var byWeek: [DayCounts] {
        var weeks: [DayCounts] = []
        for day in self {
            let monday = day.day.adding(days: -Int((day.day.daysSince1970 % 7 + 10) % 7))
            if weeks.last?.day != monday { weeks.append(DayCounts(day: monday, counts: StatusCounts())) }
            weeks[weeks.count - 1].counts.pulled += day.counts.pulled
            for state in DeliveryState.allCases { weeks[weeks.count - 1].counts.add(state, day.counts[state]) }
        }
        return weeks
    }
}
