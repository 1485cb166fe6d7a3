/// What was asked does not fit the HR clients that there are.
public enum HRClientFailure: Failure, Hashable {
    /// No HR client has this name or id.
    case unknown(String)

    public var phrase: Phrase {
        switch self {
        case .unknown(let name):
            Phrase(
                en: "there is no HR client “\(name)”; see rollcall hr list",
                vi: "không có HRM client “\(name)”; xem rollcall hr list")
        }
    }

    public var blame: Blame { .absence }
}
