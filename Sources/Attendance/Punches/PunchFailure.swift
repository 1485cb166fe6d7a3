/// What was asked does not fit the punches that there are.
public enum PunchFailure: Failure, Hashable {
    /// No punch has this id.
    case unknown(String)

    public var phrase: Phrase {
        switch self {
        case .unknown(let id):
            Phrase(
                en: "there is no punch \(id); see rollcall punches", vi: "không có bản ghi \(id); xem rollcall punches")
        }
    }

    public var blame: Blame { .absence }
}
