import Attendance

/// What the desk's own people hear of a case, each once.
public enum DeskNotice: String, Hashable, Sendable, CaseIterable {
    case new = "desk-new"
    case nearlyDue = "desk-nearly-due"
    case overdue = "desk-overdue"

    /// The part of a case's working time after which it is nearly due, in hundredths.
    public static let nearlyDuePart = 70

    /// - Parameters:
    ///   - name: of the case, as a person knows it.
    ///   - due: when it is due, for a person.
    public func text(_ name: String, due: String) -> Phrase {
        switch self {
        case .new:
            Phrase(
                en: "\(name): a new case, due \(due).", vi: "\(name): yêu cầu mới, hạn xử lý \(due).")
        case .nearlyDue:
            Phrase(
                en: "\(name): nobody has decided it yet, and it is due \(due).",
                vi: "\(name): chưa có ai quyết định, hạn xử lý \(due).")
        case .overdue:
            Phrase(
                en: "\(name): overdue since \(due). Decide it now.",
                vi: "\(name): đã quá hạn từ \(due). Hãy quyết định ngay.")
        }
    }
}
