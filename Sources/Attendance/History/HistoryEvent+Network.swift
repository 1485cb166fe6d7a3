extension HistoryEvent {
    /// Of this machine's network; the subject is the network, or a device on it.
    public enum Network: HistoryNoun {
        case searched(found: Int)
        /// A list that was sent from elsewhere.
        case reported(found: Int)
        /// A list was removed.
        case removed
        case keyTaken
        case unbound(Phrase)
        case unbindFailed(Phrase)

        public var word: String {
            switch self {
            case .searched: "network.searched"
            case .reported: "network.reported"
            case .removed: "network.removed"
            case .keyTaken: "network.key"
            case .unbound: "network.unbound"
            case .unbindFailed: "network.unbind-failed"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .searched(let found), .reported(let found): ["found": .number(found)]
            case .unbound(let outcome), .unbindFailed(let outcome): ["outcome": .phrase(outcome)]
            case .removed, .keyTaken: [:]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            switch word {
            case "network.searched", "network.reported":
                guard let found = facts.number("found") else { return nil }
                self = word == "network.searched" ? .searched(found: found) : .reported(found: found)
            case "network.removed": self = .removed
            case "network.key": self = .keyTaken
            case "network.unbound", "network.unbind-failed":
                guard let outcome = facts.phrase("outcome") else { return nil }
                self = word == "network.unbound" ? .unbound(outcome) : .unbindFailed(outcome)
            default: return nil
            }
        }
    }

    /// Of a device's webhook; the subject is the device's name.
    public enum Hook: HistoryNoun {
        /// It has another address from now on.
        case made
        case removed
        /// A punch that was announced and is not in the vendor's own list; `at` is RFC 3339 in the device's zone.
        case notFound(name: String, code: String, at: String)

        public var word: String {
            switch self {
            case .made: "hook.made"
            case .removed: "hook.removed"
            case .notFound: "hook.not-found"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .notFound(let name, let code, let at): ["name": .text(name), "code": .text(code), "at": .text(at)]
            case .made, .removed: [:]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            switch word {
            case "hook.made": self = .made
            case "hook.removed": self = .removed
            case "hook.not-found":
                guard let name = facts.text("name"), let code = facts.text("code"), let at = facts.text("at") else {
                    return nil
                }
                self = .notFound(name: name, code: code, at: at)
            default: return nil
            }
        }
    }
}
