import Attendance

/// Why a mail server did not take a message.
public struct MailFailure: Failure {
    /// The mail library's own.
    public let words: String

    public var phrase: Phrase {
        Phrase(
            en: "the mail server did not take the message: \(words)", vi: "máy chủ email không nhận thư: \(words)")
    }

    public var blame: Blame { .peer }
}
