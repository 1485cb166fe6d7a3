import Attendance

/// A local day as instants: from its midnight up to the next one.
struct DayBounds: Hashable, Sendable {
    let start: Instant
    let end: Instant

    init(start: Instant, end: Instant) {
        self.start = start
        self.end = end
    }

    init(of day: LocalDate, in zone: Zone) {
        start = zone.startOfDay(day)
        end = zone.startOfDay(day.adding(days: 1))
    }
}

/// Days one after the other with their bounds in one zone: made once for all devices that share the zone, since midnights
/// are dear.
public struct DrawnDays: Sendable {
    /// In order.
    let days: [(day: LocalDate, bounds: DayBounds)]

    public init(_ days: ClosedRange<LocalDate>, in zone: Zone) {
        let count = Int(days.upperBound.daysSince1970 - days.lowerBound.daysSince1970) + 1
        let midnights = (0...count).map { zone.startOfDay(days.lowerBound.adding(days: $0)) }
        self.days = (0..<count).map {
            (days.lowerBound.adding(days: $0), DayBounds(start: midnights[$0], end: midnights[$0 + 1]))
        }
    }
}
