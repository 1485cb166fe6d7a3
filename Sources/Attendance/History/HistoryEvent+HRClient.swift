extension HistoryEvent {
    /// Of an HR client; the subject is its name.
    public enum HRClient: HistoryNoun {
        /// `isKnown`: it was removed before, and what it received is remembered.
        case added(kind: String, isKnown: Bool)
        case edited
        case enabled
        case disabled
        case removed
        case recovered
        case failing(Phrase)
        /// A batch was taken in part.
        case partial(Phrase)
        /// Punches are too old to go unasked.
        case held(count: Int, days: Int)
        /// Parked punches go: HR knows their codes now.
        case replayed(count: Int)

        public var word: String {
            switch self {
            case .added: "hr.added"
            case .edited: "hr.edited"
            case .enabled: "hr.enabled"
            case .disabled: "hr.disabled"
            case .removed: "hr.removed"
            case .recovered: "hr.recovered"
            case .failing: "hr.failing"
            case .partial: "hr.partial"
            case .held: "hr.held"
            case .replayed: "hr.replayed"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .added(let kind, let isKnown): ["kind": .text(kind), "known": isKnown ? .number(1) : nil]
            case .failing(let reason): ["reason": .phrase(reason)]
            case .partial(let difference): ["difference": .phrase(difference)]
            case .held(let count, let days): ["count": .number(count), "days": .number(days)]
            case .replayed(let count): ["count": .number(count)]
            case .edited, .enabled, .disabled, .removed, .recovered: [:]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            switch word {
            case "hr.added":
                guard let kind = facts.text("kind") else { return nil }
                self = .added(kind: kind, isKnown: facts.number("known") == 1)
            case "hr.edited": self = .edited
            case "hr.enabled": self = .enabled
            case "hr.disabled": self = .disabled
            case "hr.removed": self = .removed
            case "hr.recovered": self = .recovered
            case "hr.failing":
                guard let reason = facts.phrase("reason") else { return nil }
                self = .failing(reason)
            case "hr.partial":
                guard let difference = facts.phrase("difference") else { return nil }
                self = .partial(difference)
            case "hr.held":
                guard let count = facts.number("count"), let days = facts.number("days") else { return nil }
                self = .held(count: count, days: days)
            case "hr.replayed":
                guard let count = facts.number("count") else { return nil }
                self = .replayed(count: count)
            default: return nil
            }
        }
    }
}
