import Attendance

/// Only companies that are verified as service providers file cases: why an account does not file in the name of its own.
public enum FilingFailure: Failure, Hashable {
    /// The company was named, and nobody has decided about it yet.
    case waiting
    /// There is no company, or it was refused.
    case notVerified

    /// Nil for a company whose accounts file.
    ///
    /// - Parameter state: nil where an account has no company.
    public init?(_ state: Company.State?) {
        switch state {
        case .verified: return nil
        case .waiting: self = .waiting
        case .refused, nil: self = .notVerified
        }
    }

    /// - Parameter company: nil where an account has none.
    public init?(_ company: Company?) { self.init(company?.state) }

    /// Sentences for whoever wants to begin a case.
    public var phrase: Phrase {
        switch self {
        case .waiting:
            Phrase(
                en: "Your company waits for verification. You can file once an administrator has accepted it.",
                vi: "Công ty của bạn đang chờ xác thực. Bạn gửi được yêu cầu sau khi quản trị viên chấp nhận.")
        case .notVerified:
            Phrase(
                en: "Only companies that are verified as service providers file cases. Have yours verified first.",
                vi: "Chỉ công ty cung cấp dịch vụ đã xác thực mới gửi được yêu cầu. Hãy xác thực công ty trước.")
        }
    }

    public var blame: Blame { .request }

    /// The rule itself, for whoever files a case that was begun.
    public static let rule = Phrase(
        en: "only accounts of verified companies file cases: have your company verified first",
        vi: "chỉ tài khoản của công ty đã xác thực mới gửi được yêu cầu: hãy xác thực công ty trước")

    /// The same for whoever files in another account's name.
    public static func phrase(naming account: String) -> Phrase {
        Phrase(
            en: "\(account) belongs to no verified company: only those file cases",
            vi: "\(account) chưa thuộc công ty đã xác thực: chỉ công ty đã xác thực mới gửi được yêu cầu")
    }
}
