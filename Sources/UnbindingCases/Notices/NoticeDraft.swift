import Attendance

/// A notice that is to be left.
public struct NoticeDraft: Sendable {
    public enum Subject: Sendable {
        case unbindingCase(UnbindingCase)
        case company(Company)
    }

    public var event: String
    public var text: Phrase
    public var subject: Subject
    /// Left for nobody twice.
    public var isOnce = false

    public init(_ event: String, _ text: Phrase, about subject: Subject) {
        self.event = event
        self.text = text
        self.subject = subject
    }
}

/// A notice, and who is to have it.
public struct NoticeOrder: Sendable {
    public let draft: NoticeDraft
    public let users: [Int64]
    public let hasWebhook: Bool

    /// - Parameters:
    ///   - users: by account.
    ///   - hasWebhook: whether a copy goes to the webhook.
    public init(_ draft: NoticeDraft, for users: [Int64], hasWebhook: Bool) {
        self.draft = draft
        self.users = users
        self.hasWebhook = hasWebhook
    }
}
