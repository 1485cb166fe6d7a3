extension HistoryEvent {
    /// Of the codes under which an HR client knows people; the subject is its name.
    public enum Code: HistoryNoun {
        /// - `former`: the HR code until now.
        /// - `received`: punches that HR had received under it.
        /// - `over`: whose code it is, where somebody confirmed that; nil where nobody had to.
        case mapped(String, to: String, former: String?, released: Int, received: Int, over: [String]?)
        case unmapped(String, from: String, received: Int)

        public var word: String {
            switch self {
            case .mapped: "code.mapped"
            case .unmapped: "code.unmapped"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .mapped(let code, let hrCode, let former, let released, let received, let over):
                [
                    "code": .text(code), "hrCode": .text(hrCode), "former": former.map { .text($0) },
                    "released": .number(released), "received": .number(received), "over": over.map { .texts($0) },
                ]
            case .unmapped(let code, let hrCode, let received):
                ["code": .text(code), "hrCode": .text(hrCode), "received": .number(received)]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            guard let code = facts.text("code"), let hrCode = facts.text("hrCode"),
                let received = facts.number("received")
            else { return nil }
            switch word {
            case "code.mapped":
                guard let released = facts.number("released") else { return nil }
                self = .mapped(
                    code, to: hrCode, former: facts.text("former"), released: released, received: received,
                    over: facts.texts("over"))
            case "code.unmapped": self = .unmapped(code, from: hrCode, received: received)
            default: return nil
            }
        }
    }
}
