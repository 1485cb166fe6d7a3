import Attendance
import AttendanceHub
import Store
import Synchronization

/// What was usual at each hour of this day of the week, kept for an hour: it is counted from weeks of punches, and changes
/// with the day. Where there was too little past it is asked again after a minute: a first sync brings it.
final class UsualHoursMemory: Sendable {
    private struct Known: Sendable {
        let day: LocalDate
        let zone: Zone
        let at: Instant
        let usual: UsualHours?
    }

    private let status: StatusRepository
    private let known = Mutex<Known?>(nil)

    init(_ status: StatusRepository) { self.status = status }

    /// Nil where there is too little past.
    ///
    /// - Parameter zone: whose clock tells the hours.
    func hours(of day: LocalDate, in zone: Zone, now: Instant) async throws(StoreFailure) -> UsualHours? {
        if let known = known.withLock({ $0 }), known.day == day, known.zone == zone, known.at <= now,
            now < known.at + (known.usual == nil ? .seconds(60) : .hours(1))
        {
            return known.usual
        }
        let usual = try await count(day, in: zone)
        known.withLock { $0 = Known(day: day, zone: zone, at: now, usual: usual) }
        return usual
    }

    private func count(_ day: LocalDate, in zone: Zone) async throws(StoreFailure) -> UsualHours? {
        guard let first = try await status.firstPunch() else { return nil }
        let former = UsualHours.days(before: day, since: zone.date(at: first))
        guard former.count >= UsualHours.leastDays else { return nil }
        var days: [[Int]] = []
        for day in former {
            let hours = DayHours(day, in: zone)
            days.append(hours.byHour(try await status.counts(in: hours.spans)))
        }
        return UsualHours(days)
    }
}
