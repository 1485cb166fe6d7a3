import Attendance

/// Why a setting was not taken.
public enum SettingFailure: Failure {
    /// No setting has this name.
    case unknown(String)
    case refused(Phrase)

    public var phrase: Phrase {
        switch self {
        case .unknown(let name):
            Phrase(
                en: "there is no setting “\(name)”; see rollcall settings",
                vi: "không có thiết lập “\(name)”; xem rollcall settings")
        case .refused(let phrase): phrase
        }
    }

    public var blame: Blame {
        switch self {
        case .unknown: .absence
        case .refused: .request
        }
    }
}
