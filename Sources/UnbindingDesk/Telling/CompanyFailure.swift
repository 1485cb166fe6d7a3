import Attendance

/// Why nothing was decided about a company.
public enum CompanyFailure: Failure, Hashable {
    /// It would be refused, and nobody would know why.
    case noReason

    public var phrase: Phrase { Phrase(en: "say why it is refused", vi: "hãy ghi lý do từ chối") }
    public var blame: Blame { .request }
    public var field: String? { "reason" }
}
