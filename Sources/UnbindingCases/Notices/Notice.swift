import Attendance
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

    public init(
        id: Int64, userName: String, subject: Subject, event: String, text: Phrase, at: Instant, isSeen: Bool,
        document: JSONValue? = nil
    ) {
        self.id = id
        self.userName = userName
        self.subject = subject
        self.event = event
        self.text = text
        self.at = at
        self.isSeen = isSeen
        self.document = document
    }
}

extension Notice {
    /// The event of a notice of where logs of cases end.
    public static let logsEvent = "logs"

    /// What such a notice says.
    public static func logsText(of cases: Int) -> Phrase {
        Phrase(en: "Where the logs of \(cases) cases end.", vi: "Điểm cuối nhật ký của \(cases) yêu cầu.")
    }
}
