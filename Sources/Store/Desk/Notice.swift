import Attendance
import GRDB
import Wire

/// Something that happened, for one person or for the programs that the desk tells.
public struct Notice: Sendable, Identifiable {
    public enum Subject: Hashable, Sendable {
        /// By its number.
        case unbindingCase(String)
        /// By its name.
        case company(String)
        /// Where logs of cases end.
        case caseLogs

        public var name: String {
            switch self {
            case .unbindingCase(let name), .company(let name): name
            case .caseLogs: ""
            }
        }
    }

    public let id: Int64
    /// Empty for programs.
    public let userName: String
    public let subject: Subject
    /// The event's word.
    public let event: String
    public let text: Phrase
    public let at: Instant
    public let isSeen: Bool
    /// What it carries for programs besides.
    public let document: JSONValue?

    static let logsEvent = "logs"
    static let columns = "notice.*, unbinding_case.number, company.name AS company_name"
    static let tables = """
        notice LEFT JOIN unbinding_case ON unbinding_case.id = notice.case_id
        LEFT JOIN company ON company.id = notice.company_id
        """

    init(_ row: Row) {
        id = row["id"]
        userName = row["user_name"]
        let number: String? = row["number"]
        let company: String? = row["company_name"]
        event = row["event"]
        subject =
            event == Notice.logsEvent ? .caseLogs : number.map { .unbindingCase($0) } ?? .company(company ?? "")
        document = (row["document"] as String?).flatMap { try? JSONValue(parsing: Array($0.utf8)) }
        text = Phrase(en: row["text_en"], vi: row["text_vi"])
        at = row["at"]
        isSeen = row["seen_at"] != nil
    }
}

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
    let draft: NoticeDraft
    let users: [Int64]
    let hasWebhook: Bool

    /// - Parameters:
    ///   - users: by account.
    ///   - hasWebhook: whether a copy goes to the webhook.
    public init(_ draft: NoticeDraft, for users: [Int64], hasWebhook: Bool) {
        self.draft = draft
        self.users = users
        self.hasWebhook = hasWebhook
    }
}

/// A browser that takes notices (RFC 8030, RFC 8291).
public struct PushSubscription: Sendable, Identifiable {
    public let id: Int64
    public let userName: String
    public let endpoint: String
    /// The browser's public key: 65 bytes, an uncompressed point of P-256.
    public let publicKey: [UInt8]
    /// 16 bytes.
    public let authSecret: [UInt8]
}

/// A notice on its way to one place outside.
public struct NoticeDelivery: Sendable, Identifiable {
    public enum Channel: String, Sendable { case mail, push, webhook }

    public let id: Int64
    public let notice: Notice
    public let channel: Channel
    /// A mail address, the number of a subscription, or nothing.
    public let target: String
    public let attempts: Int
}
