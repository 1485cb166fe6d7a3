extension HistoryEvent {
    /// Of a device; the subject is its name.
    public enum Device: HistoryNoun {
        /// `adopted`: punches that the store had kept of its source.
        case added(kind: String, adopted: Int)
        case edited
        case enabled
        case disabled
        /// Left alone by the schedule.
        case paused
        case resumed
        /// `punches`: removed with it; nil where they were kept.
        case removed(punches: Int?)
        case recovered
        case failing(Phrase)
        /// What the vendor cannot be asked for any more: RFC 3339 in the device's zone.
        case gap(from: String, to: String)
        /// What nobody has asked for, likewise; `since` is the day from which a person would.
        case unread(from: String, to: String, since: String)
        /// One serial number called from two addresses within minutes.
        case addresses(String, String)
        /// A call in its terminal's name was refused.
        case callRefused(TerminalContact.Refusal.Reason, from: String)

        public var word: String {
            switch self {
            case .added: "device.added"
            case .edited: "device.edited"
            case .enabled: "device.enabled"
            case .disabled: "device.disabled"
            case .paused: "device.paused"
            case .resumed: "device.resumed"
            case .removed: "device.removed"
            case .recovered: "device.recovered"
            case .failing: "device.failing"
            case .gap: "device.gap"
            case .unread: "device.unread"
            case .addresses: "device.addresses"
            case .callRefused: "device.call-refused"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .added(let kind, let adopted): ["kind": .text(kind), "adopted": .number(adopted)]
            case .removed(let punches): ["punches": punches.map { .number($0) }]
            case .failing(let reason): ["reason": .phrase(reason)]
            case .gap(let from, let to): ["from": .text(from), "to": .text(to)]
            case .unread(let from, let to, let since):
                ["from": .text(from), "to": .text(to), "since": .text(since)]
            case .addresses(let one, let other): ["one": .text(one), "other": .text(other)]
            case .callRefused(let reason, let address):
                ["why": .text(reason.rawValue), "address": .text(address)]
            case .edited, .enabled, .disabled, .paused, .resumed, .recovered: [:]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            switch word {
            case "device.added":
                guard let kind = facts.text("kind") else { return nil }
                self = .added(kind: kind, adopted: facts.number("adopted") ?? 0)
            case "device.edited": self = .edited
            case "device.enabled": self = .enabled
            case "device.disabled": self = .disabled
            case "device.paused": self = .paused
            case "device.resumed": self = .resumed
            case "device.removed": self = .removed(punches: facts.number("punches"))
            case "device.recovered": self = .recovered
            case "device.failing":
                guard let reason = facts.phrase("reason") else { return nil }
                self = .failing(reason)
            case "device.gap":
                guard let from = facts.text("from"), let to = facts.text("to") else { return nil }
                self = .gap(from: from, to: to)
            case "device.unread":
                guard let from = facts.text("from"), let to = facts.text("to"), let since = facts.text("since") else {
                    return nil
                }
                self = .unread(from: from, to: to, since: since)
            case "device.addresses":
                guard let one = facts.text("one"), let other = facts.text("other") else { return nil }
                self = .addresses(one, other)
            case "device.call-refused":
                guard let reason = facts.text("why").flatMap(TerminalContact.Refusal.Reason.init),
                    let address = facts.text("address")
                else { return nil }
                self = .callRefused(reason, from: address)
            default: return nil
            }
        }
    }
}
