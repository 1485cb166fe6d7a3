import Attendance

/// What was asked does not fit the accounts that there are.
public enum UserFailure: Failure, Hashable {
    /// No account has this name.
    case unknown(String)
    /// The first account is made once.
    case isNotTheFirst
    /// Nobody could let others in any more.
    case isTheLastAdministrator

    public var phrase: Phrase {
        switch self {
        case .unknown(let name): Phrase(en: "there is no user “\(name)”", vi: "không có người dùng “\(name)”")
        case .isNotTheFirst:
            Phrase(
                en: "an account has been made already: sign in with it", vi: "đã có tài khoản rồi: hãy đăng nhập")
        case .isTheLastAdministrator:
            Phrase(
                en: "this is the last administrator: make another one first",
                vi: "đây là quản trị viên cuối cùng: hãy tạo người khác trước")
        }
    }

    public var blame: Blame {
        switch self {
        case .unknown: .absence
        case .isNotTheFirst, .isTheLastAdministrator: .request
        }
    }
}

extension User {
    /// What stands against making the account of a name; nil where nothing does.
    ///
    /// - Parameter holder: the account that is called so already, by its id.
    public static func objection(toMaking name: String, holder: Int64?) -> (any Failure)? {
        if let objection = UserNameRule.objection(to: name) { return RequestFailure(objection) }
        return NameTakenFailure(name, holder: holder)
    }

    /// What stands against making the very first account, which is an administrator without anybody's word.
    ///
    /// - Parameter accounts: how many there are.
    public static func objection(toFirstBeside accounts: Int) -> UserFailure? {
        accounts == 0 ? nil : .isNotTheFirst
    }

    /// What stands against another role, or against shutting somebody out.
    ///
    /// - Parameter otherAdministrators: how many besides this account can sign in.
    public static func objection(
        toBeing role: Role, isEnabled: Bool, otherAdministrators: Int
    ) -> UserFailure? {
        otherAdministrators > 0 || (role == .admin && isEnabled) ? nil : .isTheLastAdministrator
    }
}
