import Attendance

/// Why no deadline can be given.
public enum DeadlineFailure: Failure, Hashable {
    /// No working time comes within two years.
    case never

    public var phrase: Phrase {
        Phrase(
            en: "no deadline can be given: the working calendar has no working time within two years",
            vi: "không tính được hạn: lịch làm việc không có giờ làm trong hai năm tới")
    }

    public var blame: Blame { .machine }
}
