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
        // Midnights are dear, devices many and their zones few.
        var known: [String: DayBounds] = [:]
        var unread: [Device] = []
        var readUpTo: Instant?
        for device in devices where device.isEnabled {
            let bounds = known[device.zone.identifier] ?? DayBounds(of: day, in: device.zone)
            known[device.zone.identifier] = bounds
            guard device.wasThere(before: bounds.end) else { continue }
            // Of a day that goes on, to be read into it is all that can be asked.
            let asked = bounds.end <= now ? bounds.end : min(bounds.start + .milliseconds(1), now)
            if (device.completeUpTo ?? bounds.start) < asked { unread.append(device) }
            if let upTo = device.completeUpTo, upTo > bounds.start { readUpTo = min(readUpTo ?? upTo, upTo) }
        }
        self.unread = unread
        self.readUpTo = readUpTo
    }
}

extension Device {
    func bounds(of day: LocalDate) -> DayBounds { DayBounds(of: day, in: zone) }

    /// Whether a day is one that the device is to be read for: it was added before the day ended, or reaches back to it.
    func wasThere(on day: LocalDate) -> Bool { wasThere(before: bounds(of: day).end) }

    fileprivate func wasThere(before end: Instant) -> Bool {
        createdAt < end || completeFrom.map { $0 < end } ?? false
    }
}
