extension HistoryEvent {
    /// Of an account; the subject is its name, of an invitation the role.
    public enum User: HistoryNoun {
        case added(role: String)
        case invited(role: String)
        case passwordChanged
        /// May sign in, with this role.
        case changed(role: String)
        case disabled
        /// Put into a company, by its name; nil out of it.
        case company(String?)
        /// A newer version took away a name that the program itself signs with.
        case renamed(from: String)

        public var word: String {
            switch self {
            case .added: "user.added"
            case .invited: "user.invited"
            case .passwordChanged: "user.password"
            case .changed, .disabled: "user.changed"
            case .company: "user.company"
            case .renamed: "user.renamed"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .added(let role), .invited(let role), .changed(let role): ["role": .text(role)]
            case .company(let name): ["company": name.map { .text($0) }]
            case .renamed(let name): ["former": .text(name)]
            case .passwordChanged, .disabled: [:]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            switch word {
            case "user.added", "user.invited":
                guard let role = facts.text("role") else { return nil }
                self = word == "user.added" ? .added(role: role) : .invited(role: role)
            case "user.password": self = .passwordChanged
            case "user.changed": self = facts.text("role").map { .changed(role: $0) } ?? .disabled
            case "user.company": self = .company(facts.text("company"))
            case "user.renamed":
                guard let former = facts.text("former") else { return nil }
                self = .renamed(from: former)
            default: return nil
            }
        }
    }

    /// Of an API token; the subject is its name.
    public enum Token: HistoryNoun {
        /// The words of its permissions.
        case added(scopes: [String])
        case revoked

        public var word: String {
            switch self {
            case .added: "api-token.added"
            case .revoked: "api-token.revoked"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .added(let scopes): ["scopes": .texts(scopes)]
            case .revoked: [:]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            switch word {
            case "api-token.added":
                guard let scopes = facts.texts("scopes") else { return nil }
                self = .added(scopes: scopes)
            case "api-token.revoked": self = .revoked
            default: return nil
            }
        }
    }

    /// Of a company that files cases; the subject is its name.
    public enum Company: HistoryNoun {
        case proposed(taxCode: String)
        case verified
        case refused
        /// Another one has its tax code too, from a former version.
        case sharesTaxCode(String)

        public var word: String {
            switch self {
            case .proposed: "company.proposed"
            case .verified: "company.verified"
            case .refused: "company.refused"
            case .sharesTaxCode: "company.tax-code-shared"
            }
        }

        public var facts: HistoryFacts {
            switch self {
            case .proposed(let code), .sharesTaxCode(let code): ["taxCode": .text(code)]
            case .verified, .refused: [:]
            }
        }

        public init?(word: String, facts: HistoryFacts) {
            switch word {
            case "company.proposed", "company.tax-code-shared":
                guard let code = facts.text("taxCode") else { return nil }
                self = word == "company.proposed" ? .proposed(taxCode: code) : .sharesTaxCode(code)
            case "company.verified": self = .verified
            case "company.refused": self = .refused
            default: return nil
            }
        }
    }
}
