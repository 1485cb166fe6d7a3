import Attendance

/// What went wrong with the list of a search.
public enum NetworkListFailure: Failure, Hashable {
    /// It is not there right after it was stored.
    case notKept

    public var phrase: Phrase { Phrase(en: "the list was not kept", vi: "không lưu được danh sách") }
    public var blame: Blame { .request }
}
