/// Which entries of the history are meant. What is nil leaves nothing out.
public struct HistoryFilter: Hashable, Sendable {
    /// What happened: an event's word, or a group of words.
    public enum Events: Hashable, Sendable {
        case word(String)
        case group(HistoryGroup)

        /// Reads `device.added`, or the name of a group such as `devices`; nil for anything else.
        public init?(_ text: String) {
            if let group = HistoryGroup(rawValue: text) {
                self = .group(group)
            } else if HistoryGroup.allCases.contains(where: { group in group.nouns.contains { text.hasPrefix($0 + ".") }
            }) {
                self = .word(text)
            } else {
                return nil
            }
        }

        /// - Throws: `RequestFailure` with the groups that there are.
        public init(named text: String) throws(RequestFailure) {
            if let events = Events(text) {
                self = events
            } else {
                let list = HistoryGroup.allCases.map(\.rawValue).joined(separator: ", ")
                throw RequestFailure(
                    en: "there is no event “\(text)”; take a word such as device.added, or one of \(list)",
                    vi: "không có sự kiện “\(text)”; hãy dùng một từ như device.added, hoặc một trong: \(list)")
            }
        }

        public var text: String {
            switch self {
            case .word(let word): word
            case .group(let group): group.rawValue
            }
        }
    }

    /// A device, by the name that it had when it happened.
    public var device: String?
    public var events: Events?
    /// Who did it.
    public var actor: Actor?
    /// From this instant on.
    public var from: Instant?
    /// Before this instant.
    public var to: Instant?

    public init(
        device: String? = nil, events: Events? = nil, actor: Actor? = nil, from: Instant? = nil, to: Instant? = nil
    ) {
        self.device = device
        self.events = events
        self.actor = actor
        self.from = from
        self.to = to
    }
}

/// What events are about, as people look for them.
public enum HistoryGroup: String, CaseIterable, Sendable {
    case devices
    case hrClients = "hr-clients"
    case people
    case companies
    case desk
    case network
    case program

    /// The parts of events' words before the dot. Each belongs to one group.
    public var nouns: [String] {
        switch self {
        case .devices: ["device", "hook", "import"]
        case .hrClients: ["hr", "code"]
        case .people: ["user", "api-token"]
        case .companies: ["company"]
        case .desk: ["calendar", "binding", "notice"]
        case .network: ["network"]
        case .program: ["setting", "punches", "push-history", "clock", "job"]
        }
    }

    /// Of a device by its name.
    public static let nounsOfDevices = ["device", "hook"]

    public var title: Phrase {
        switch self {
        case .devices: Phrase(en: "Devices", vi: "Thiết bị")
        case .hrClients: Phrase(en: "HR clients and codes", vi: "HRM client và mã chấm công")
        case .people: Phrase(en: "Accounts and tokens", vi: "Tài khoản và token")
        case .companies: Phrase(en: "Companies", vi: "Công ty")
        case .desk: Phrase(en: "Unbinding desk", vi: "Bộ phận hủy liên kết")
        case .network: Phrase(en: "Network", vi: "Mạng nội bộ")
        case .program: Phrase(en: "The program", vi: "Chương trình")
        }
    }

    /// The group of an event's word; nil for a word that this version does not know.
    public init?(ofEvent word: String) {
        let noun = String(word.prefix { $0 != "." })
        guard let group = HistoryGroup.allCases.first(where: { $0.nouns.contains(noun) }) else { return nil }
        self = group
    }
}
