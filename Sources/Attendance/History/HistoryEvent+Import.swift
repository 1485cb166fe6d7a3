extension HistoryEvent {
    /// Of a list of devices that was imported; the subject is its file.
    public enum Import: HistoryNoun {
        case applied(added: Int, changed: Int)
        /// `kept`: devices that are no longer what the import left, and stay as they are.
        case undone(devices: Int, kept: Int)

        public var word: String {
            switch self {
            case .applied: "import.applied"
            case .undone: "import.undone"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .applied(let added, let changed): ["added": .number(added), "changed": .number(changed)]
            case .undone(let devices, let kept): ["devices": .number(devices), "kept": .number(kept)]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            switch word {
            case "import.applied":
                guard let added = facts.number("added"), let changed = facts.number("changed") else { return nil }
                self = .applied(added: added, changed: changed)
            case "import.undone":
                guard let devices = facts.number("devices"), let kept = facts.number("kept") else { return nil }
                self = .undone(devices: devices, kept: kept)
            default: return nil
            }
        }
    }
}
