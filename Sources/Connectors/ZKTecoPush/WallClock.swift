import Attendance

/// From a terminal's wall clock to instants: the zone's rules are looked up once for each hour of records.
struct WallClock {
    private let zone: Zone
    private var hour: LocalTime?
    /// Seconds from UTC in all of `hour`; nil where clocks are changed in it.
    private var offset: Int64?

    init(_ zone: Zone) {
        self.zone = zone
    }

    mutating func instant(of local: LocalTime) -> Instant {
        guard let start = LocalTime(date: local.date, hour: local.hour, minute: 0, second: 0) else {
            return zone.instant(of: local)
        }
        if start != hour {
            hour = start
            let last = LocalTime(date: local.date, hour: local.hour, minute: 59, second: 59) ?? start
            let (begin, end) = (zone.instant(of: start), zone.instant(of: last))
            let isEven = end.since(begin) == .seconds(3599) && zone.offset(at: begin) == zone.offset(at: end)
            offset = isEven ? Int64(zone.offset(at: begin)) : nil
        }
        guard let offset else { return zone.instant(of: local) }
        return Instant(seconds: local.date.daysSince1970 * 86_400 + Int64(local.secondOfDay) - offset)
    }
}
