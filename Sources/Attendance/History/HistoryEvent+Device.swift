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
        /// `tags`: all that it has from then on, as people type them; empty where none is left.
        case tagged(tags: String)
        /// `punches`: removed with it; nil where they were kept.
        case removed(punches: Int?)
        case recovered
        case failing(Phrase)
        /// What it calls itself, learnt at its first answer.
        case identified(serial: String)
        /// It was found again at another address.
        case moved(from: String, to: String)
        /// Its clock is wrong: its own less this machine's.
        case clockWrong(by: Duration)
        case clockRight
        /// It will soon stop recording or overwrite its oldest punches.
        case nearlyFull(records: Int, capacity: Int)
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
            case .tagged: "device.tagged"
            case .removed: "device.removed"
            case .recovered: "device.recovered"
            case .failing: "device.failing"
            case .identified: "device.identified"
            case .moved: "device.moved"
            case .clockWrong: "device.clockWrong"
            case .clockRight: "device.clockRight"
            case .nearlyFull: "device.nearlyFull"
            case .gap: "device.gap"
            case .unread: "device.unread"
            case .addresses: "device.addresses"
            case .callRefused: "device.call-refused"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .added(let kind, let adopted): ["kind": .text(kind), "adopted": .number(adopted)]
            case .tagged(let tags): ["tags": .text(tags)]
            case .removed(let punches): ["punches": punches.map { .number($0) }]
            case .failing(let reason): ["reason": .phrase(reason)]
            case .identified(let serial): ["serial": .text(serial)]
            case .moved(let from, let to): ["from": .text(from), "to": .text(to)]
            case .clockWrong(let drift): ["milliseconds": .number(Int(drift.wholeMilliseconds))]
            case .nearlyFull(let records, let capacity):
                ["records": .number(records), "capacity": .number(capacity)]
            case .gap(let from, let to): ["from": .text(from), "to": .text(to)]
            case .unread(let from, let to, let since):
                ["from": .text(from), "to": .text(to), "since": .text(since)]
            case .addresses(let one, let other): ["one": .text(one), "other": .text(other)]
            case .callRefused(let reason, let address):
                ["why": .text(reason.rawValue), "address": .text(address)]
            case .edited, .enabled, .disabled, .paused, .resumed, .recovered, .clockRight: [:]
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
            case "device.tagged": self = .tagged(tags: facts.text("tags") ?? "")
            case "device.removed": self = .removed(punches: facts.number("punches"))
            case "device.recovered": self = .recovered
            case "device.failing":
                guard let reason = facts.phrase("reason") else { return nil }
                self = .failing(reason)
            case "device.identified":
                guard let serial = facts.text("serial") else { return nil }
                self = .identified(serial: serial)
            case "device.moved":
                guard let from = facts.text("from"), let to = facts.text("to") else { return nil }
                self = .moved(from: from, to: to)
            case "device.clockWrong":
                guard let drift = facts.number("milliseconds") else { return nil }
                self = .clockWrong(by: .milliseconds(drift))
            case "device.clockRight": self = .clockRight
            case "device.nearlyFull":
                guard let records = facts.number("records"), let capacity = facts.number("capacity") else { return nil }
                self = .nearlyFull(records: records, capacity: capacity)
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
