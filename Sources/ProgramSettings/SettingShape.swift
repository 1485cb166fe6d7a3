import Attendance

/// What a setting takes, as a form, a schema or a document shows it.
public enum SettingShape: Hashable, Sendable {
    case integer(ClosedRange<Int>)
    case flag
    case choice([SettingChoice])
    /// Any text of a form of its own, of at most so many Unicode scalars.
    case text(maximum: Int)

    /// What can be chosen; empty where anything of a form can be typed.
    public var choices: [SettingChoice] {
        switch self {
        case .choice(let choices): choices
        case .flag:
            [
                SettingChoice("true", Phrase(en: "yes", vi: "có")),
                SettingChoice("false", Phrase(en: "no", vi: "không")),
            ]
        case .integer, .text: []
        }
    }
}

/// One of the words that a setting takes, and how people read it.
public struct SettingChoice: Hashable, Sendable {
    public let word: String
    public let title: Phrase

    init(_ word: String, _ title: Phrase) {
        self.word = word
        self.title = title
    }
}
