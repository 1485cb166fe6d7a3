import Attendance

/// Why a setting was not taken.
public enum SettingFailure: Failure {
    /// No setting has this name.
    case unknown(String)
    /// - atField: the same at the field of a form, which has the setting's label already.
    case refused(Phrase, atField: Phrase)

    public var phrase: Phrase {
        switch self {
        case .unknown(let name):
            Phrase(
                en: "there is no setting “\(name)”; see rollcall settings",
                vi: "không có thiết lập “\(name)”; xem rollcall settings")
        case .refused(let phrase, _): phrase
        }
    }

    /// What stands at the field of a form.
    public var atField: Phrase {
        switch self {
        case .unknown: phrase
        case .refused(_, let atField): atField
        }
    }

    public var blame: Blame {
        switch self {
        case .unknown: .absence
        case .refused: .request
        }
    }
}
