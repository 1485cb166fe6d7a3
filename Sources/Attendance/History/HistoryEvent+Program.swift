extension HistoryEvent {
    /// Of the program as a whole.
    public enum Program: HistoryNoun {
        /// The subject is the setting.
        case settingChanged(to: String)
        case punchesCleaned(Int)
        /// What HR clients had received.
        case receiptsForgotten(Int)
        /// The clock of this machine was caught at a lie.
        case clock(ClockIncident.Source, Phrase)
        /// A recurring job; the subject is its name. `consequence`: what does not happen meanwhile.
        case jobFailed(consequence: Phrase, reason: Phrase)
        case jobRecovered

        public var word: String {
            switch self {
            case .settingChanged: "setting.changed"
            case .punchesCleaned: "punches.cleaned"
            case .receiptsForgotten: "push-history.cleaned"
            case .clock(let source, _): "clock.\(source.rawValue)"
            case .jobFailed: "job.failed"
            case .jobRecovered: "job.recovered"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .settingChanged(let value): ["value": .text(value)]
            case .punchesCleaned(let count), .receiptsForgotten(let count): ["count": .number(count)]
            case .clock(_, let text): ["text": .phrase(text)]
            case .jobFailed(let consequence, let reason):
                ["consequence": .phrase(consequence), "reason": .phrase(reason)]
            case .jobRecovered: [:]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            switch word {
            case "setting.changed":
                guard let value = facts.text("value") else { return nil }
                self = .settingChanged(to: value)
            case "punches.cleaned", "push-history.cleaned":
                guard let count = facts.number("count") else { return nil }
                self = word == "punches.cleaned" ? .punchesCleaned(count) : .receiptsForgotten(count)
            case "job.failed":
                guard let consequence = facts.phrase("consequence"), let reason = facts.phrase("reason") else {
                    return nil
                }
                self = .jobFailed(consequence: consequence, reason: reason)
            case "job.recovered": self = .jobRecovered
            default:
                guard word.hasPrefix("clock."), let text = facts.phrase("text"),
                    let source = ClockIncident.Source(rawValue: String(word.dropFirst("clock.".count)))
                else { return nil }
                self = .clock(source, text)
            }
        }
    }

    /// Of the desk that decides unbinding cases.
    public enum Desk: HistoryNoun {
        case calendarChanged(version: Int)
        /// The own register of bindings: an account holds the device, whose serial is the subject.
        case bindingNoted(account: String)
        case bindingFreed
        /// Nobody took a notice; the subject is the case or the company.
        case noticeUndelivered(Phrase)

        public var word: String {
            switch self {
            case .calendarChanged: "calendar.changed"
            case .bindingNoted: "binding.noted"
            case .bindingFreed: "binding.freed"
            case .noticeUndelivered: "notice.undelivered"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .calendarChanged(let version): ["version": .number(version)]
            case .bindingNoted(let account): ["account": .text(account)]
            case .noticeUndelivered(let problem): ["problem": .phrase(problem)]
            case .bindingFreed: [:]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            switch word {
            case "calendar.changed":
                guard let version = facts.number("version") else { return nil }
                self = .calendarChanged(version: version)
            case "binding.noted":
                guard let account = facts.text("account") else { return nil }
                self = .bindingNoted(account: account)
            case "binding.freed": self = .bindingFreed
            case "notice.undelivered":
                guard let problem = facts.phrase("problem") else { return nil }
                self = .noticeUndelivered(problem)
            default: return nil
            }
        }
    }
}
