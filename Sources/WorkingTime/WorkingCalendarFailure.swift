import Attendance

/// Why no calendar can be made of some days and hours.
public enum WorkingCalendarFailure: Failure, Hashable {
    /// No weekday has a span.
    case empty
    /// Two spans of one day share a minute.
    case overlap(WorkingSpan, WorkingSpan)
    /// A day is a holiday and a working day in exchange at once.
    case contradiction(LocalDate)

    public var phrase: Phrase {
        switch self {
        case .empty:
            Phrase(en: "nobody works on any weekday", vi: "không có ngày làm việc nào trong tuần")
        case .overlap(let left, let right):
            Phrase(en: "\(left) and \(right) overlap", vi: "\(left) và \(right) chồng lên nhau")
        case .contradiction(let date):
            Phrase(
                en: "\(date.written) is a holiday and a make-up working day at once",
                vi: "\(date.written) vừa là ngày nghỉ vừa là ngày làm bù")
        }
    }

    public var blame: Blame { .request }
}
