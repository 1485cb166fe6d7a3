import Attendance

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
                vi: "\(name) đã được xác thực: có thể gửi yêu cầu.")
        case .refused(let reason):
            Phrase(en: "\(name) was refused: \(reason)", vi: "\(name) bị từ chối: \(reason)")
        }
    }
}
