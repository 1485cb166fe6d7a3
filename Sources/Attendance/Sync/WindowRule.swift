/// How far back a sync reaches, as people write it in a device's fields: `today`, `3d`, `month`.
public enum WindowRule: Hashable, Sendable, CustomStringConvertible {
    /// From the device's local midnight.
    case today
    /// From the device's local midnight that many days ago, 1…366.
    case days(Int)
    /// From the first local day of this month.
    case month

    public func start(now: Instant, zone: Zone) -> Instant {
        let today = zone.date(at: now)
        return switch self {
        case .today: zone.startOfDay(today)
        case .days(let count): zone.startOfDay(today.adding(days: -count))
        case .month: zone.startOfDay(today.firstOfMonth)
        }
    }

    public init?(_ text: String) {
        switch text {
        case "today": self = .today
        case "month": self = .month
        default:
            guard text.hasSuffix("d"), let count = Int(text.dropLast()), (1...366).contains(count) else { return nil }
            self = .days(count)
        }
    }

    public var description: String {
        switch self {
        case .today: "today"
        case .days(let count): "\(count)d"
        case .month: "month"
        }
    }
}

extension WindowRule {
    /// The window in words, behind *reads*.
    public var spoken: Phrase {
        switch self {
        case .today: Phrase(en: "today", vi: "hôm nay")
        case .month: Phrase(en: "from the first day of this month", vi: "từ ngày 1 của tháng này")
        case .days(let count): Phrase(en: "the last \(count) days", vi: "\(count) ngày gần nhất")
        }
    }
}
