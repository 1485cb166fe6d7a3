import Attendance

/// Whether everything of a day is here and where it belongs: what somebody asks first in the morning.
public struct DayAnswer: Sendable {
    public let day: LocalDate
    /// Enabled devices that are not known to be read to the day's end, or as far as the day has gone.
    public let unread: [Device]
    /// Of the day: punches, and deliveries by state.
    public let counts: StatusCounts
    /// The earliest instant up to which the devices are read that were read today at all; nil where none was.
    public let readUpTo: Instant?

    /// Deliveries that have not arrived.
    public var open: Int { counts.waiting + counts.parked + counts.rejected }
    public var isComplete: Bool { unread.isEmpty && open == 0 }

    /// - Parameters:
    ///   - day: of each device's own calendar.
    ///   - counts: of that day.
    public init(_ day: LocalDate, _ devices: [Device], counts: StatusCounts, now: Instant) {
        self.day = day
        self.counts = counts
        let asked = devices.filter { $0.isEnabled && $0.wasThere(on: day) }
        unread = asked.filter { device in
            let (start, end) = device.bounds(of: day)
            // Of a day that goes on, to be read into it is all that can be asked.
            return (device.completeUpTo ?? start) < (end <= now ? end : min(start + .milliseconds(1), now))
        }
        readUpTo = asked.compactMap { device in
            device.completeUpTo.flatMap { $0 > device.bounds(of: day).start ? $0 : nil }
        }.min()
    }
}

extension Device {
    func bounds(of day: LocalDate) -> (start: Instant, end: Instant) {
        (zone.startOfDay(day), zone.startOfDay(day.adding(days: 1)))
    }

    /// Whether the day is one that the device is to be read for: it was added before the day ended, or reaches back to it.
    func wasThere(on day: LocalDate) -> Bool {
        let end = bounds(of: day).end
        return createdAt < end || completeFrom.map { $0 < end } ?? false
    }
}
