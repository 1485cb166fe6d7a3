/// A unit in which people say how long something takes.
public enum TimeUnit: String, CaseIterable, Sendable {
    case seconds, minutes, hours, days

    /// How many seconds one of it has; a day has 24 hours.
    public var seconds: Int {
        switch self {
        case .seconds: 1
        case .minutes: 60
        case .hours: 3600
        case .days: 86_400
        }
    }

    public var title: Phrase {
        switch self {
        case .seconds: Phrase(en: "seconds", vi: "giây")
        case .minutes: Phrase(en: "minutes", vi: "phút")
        case .hours: Phrase(en: "hours", vi: "giờ")
        case .days: Phrase(en: "days", vi: "ngày")
        }
    }

    /// This unit and larger ones, as far as the longest time has one of them.
    ///
    /// - Parameter most: the longest time, in this unit.
    public func offered(upTo most: Int) -> [TimeUnit] {
        TimeUnit.allCases.filter { $0.seconds >= seconds && $0.seconds / seconds <= most }
    }

    /// A count of this unit in the largest unit that needs no fraction: 120 seconds are `(2, .minutes)`.
    ///
    /// - Parameter units: those that may be used; this one where none of them fits.
    public func largest(_ count: Int, among units: [TimeUnit] = TimeUnit.allCases) -> (count: Int, unit: TimeUnit) {
        let fitting = units.last { $0.seconds >= seconds && count % ($0.seconds / seconds) == 0 }
        guard count != 0, let unit = fitting else { return (count, self) }
        return (count / (unit.seconds / seconds), unit)
    }

    /// A count of this unit in words: “2 minutes” for 120 seconds.
    ///
    /// - Parameter units: those that may be used.
    public func spoken(_ count: Int, in units: [TimeUnit] = TimeUnit.allCases) -> Phrase {
        let (number, unit) = largest(count, among: units)
        let title = unit.title
        return Phrase(
            en: "\(number) \(number == 1 ? String(title.en.dropLast()) : title.en)", vi: "\(number) \(title.vi)")
    }
}
