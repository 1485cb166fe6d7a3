import Attendance

/// What is known of one day of a device.
public enum DayState: Hashable, Sendable {
    /// Read whole, with punches.
    case complete
    /// Read whole, without a punch, on a day of the week that usually has none.
    case quiet
    /// Read whole, without a punch, on a day of the week that usually has some.
    case silent
    /// It goes on, and is read as far as it can be.
    case under
    /// Left out on purpose until somebody asks for it.
    case gap
    /// Not read to its end.
    case failing
    /// Before the device was read at all.
    case before

    public var word: Phrase {
        switch self {
        case .complete: Phrase(en: "complete", vi: "đầy đủ")
        case .quiet: Phrase(en: "complete, no punch", vi: "đầy đủ, không có bản ghi")
        case .silent: Phrase(en: "no punch on a usual day", vi: "không có bản ghi dù là ngày thường có chấm công")
        case .under: Phrase(en: "still going on", vi: "đang diễn ra")
        case .gap: Phrase(en: "not read, nobody asked for it", vi: "chưa đọc, chưa có ai yêu cầu")
        case .failing: Phrase(en: "not read to its end", vi: "chưa đọc hết ngày")
        case .before: Phrase(en: "before this device was read", vi: "trước khi thiết bị được đọc")
        }
    }
}

extension Device {
    /// What is known of each of the days, in their order.
    ///
    /// - Parameters:
    ///   - days: in the device's zone.
    ///   - punches: of the days and some weeks before them, by day.
    public func states(of days: DrawnDays, punches: [LocalDate: Int], now: Instant) -> [DayState] {
        var usual = [Int](repeating: 0, count: 7)
        let today = zone.date(at: now)
        for (day, count) in punches where count > 0 && day < today && day >= today.adding(days: -Silence.remembered) {
            usual[day.weekday] += 1
        }
        return days.days.map { day, bounds in
            state(of: bounds, hasPunches: (punches[day] ?? 0) > 0, isUsual: usual[day.weekday] >= 2, now: now)
        }
    }

    private func state(of day: DayBounds, hasPunches: Bool, isUsual: Bool, now: Instant) -> DayState {
        let (start, end) = (day.start, day.end)
        if let unread, unread.from < end, unread.to > start { return .gap }
        guard let from = completeFrom, from < end else {
            return completeFrom == nil && failures > 0 ? .failing : .before
        }
        guard let upTo = completeUpTo, upTo > start else { return .failing }
        if end > now { return failures > 0 || attention != nil ? .failing : .under }
        guard upTo >= end else { return .failing }
        return hasPunches ? .complete : isUsual ? .silent : .quiet
    }
}
