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
                en: "\(name): a new case, due \(due).", vi: "\(name): trường hợp mới, hạn xử lý \(due).")
        case .nearlyDue:
            Phrase(
                en: "\(name): nobody has decided it yet, and it is due \(due).",
                vi: "\(name): chưa ai quyết định, sắp đến hạn \(due).")
        case .overdue:
            Phrase(
                en: "\(name): overdue since \(due). Decide it now.",
                vi: "\(name): đã quá hạn từ \(due). Hãy quyết định ngay.")
        }
    }
}

/// What a company and those who verify it hear.
public enum CompanyNotice: Hashable, Sendable {
    case waiting
    case verified
    case refused(reason: String)

    public var word: String {
        switch self {
        case .waiting: "company-waiting"
        case .verified: "company-verified"
        case .refused: "company-refused"
        }
    }

    public func text(_ name: String) -> Phrase {
        switch self {
        case .waiting:
            Phrase(
                en: "\(name) waits to be verified: look at its papers.",
                vi: "\(name) chờ xác thực: hãy xem giấy tờ.")
        case .verified:
            Phrase(
                en: "\(name) is verified: cases can be filed now.",
                vi: "\(name) đã được xác thực: có thể gửi trường hợp.")
        case .refused(let reason):
            Phrase(en: "\(name) was refused: \(reason)", vi: "\(name) bị từ chối: \(reason)")
        }
    }
}
