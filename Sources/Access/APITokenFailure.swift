import Attendance

/// What was asked does not fit the API tokens that there are.
public enum APITokenFailure: Failure, Hashable {
    /// No token has this name or id.
    case unknown(String)

    public var phrase: Phrase {
        switch self {
        case .unknown(let name): Phrase(en: "there is no API token “\(name)”", vi: "không có API token “\(name)”")
        }
    }

    public var blame: Blame { .absence }
}
