/// One field of a device kind or of an HR system: what a form asks for and what is accepted.
public struct FieldSpecification: Sendable {
    public enum Format: Sendable {
        case text
        /// A credential: no blanks, quotes or control characters, which are the marks of a bad copy.
        case token
        /// `http` or `https`, with a host.
        case url
        case integer(ClosedRange<Int>)
        /// A whole number of a unit; a form lets people say it in larger units too.
        case duration(ClosedRange<Int>, TimeUnit)
        case choice([FieldChoice])
        case windowRule
        case zone
        case path
    }

    public let name: String
    public let format: Format
    public var isRequired = false
    /// Sealed in the store and never shown again.
    public var isSecret = false
    public var isRepeatable = false
    public var defaultValue: String?
    /// Under which heading a form has it.
    public let section: FieldSection
    /// What a form calls it; the name made readable where nothing better is given.
    public let label: Phrase
    /// What it means and where to find the value, in words that hold in forms and commands alike; what commands write
    /// follows from the format.
    public let help: Phrase

    public init(
        _ name: String, _ format: Format = .text, required: Bool = false, secret: Bool = false,
        repeatable: Bool = false, default defaultValue: String? = nil, in section: FieldSection = .connection,
        label: Phrase? = nil, help: Phrase
    ) {
        let words = name.replacing("-", with: " ")
        self.label = label ?? Phrase(verbatim: words.prefix(1).uppercased() + words.dropFirst())
        self.name = name
        self.format = format
        isRequired = required
        isSecret = secret
        isRepeatable = repeatable
        self.defaultValue = defaultValue
        self.section = section
        self.help = help
    }
}

/// The headings of a kind's form.
public enum FieldSection: CaseIterable, Sendable {
    /// How the system is reached and what is asked of it.
    case connection
    /// When and how far back a device is read.
    case syncing
}

/// One of the words that a field takes, and how people read it. A plain text is both.
public struct FieldChoice: Hashable, Sendable, ExpressibleByStringInterpolation {
    public let word: String
    public let title: Phrase

    public init(_ word: String, _ title: Phrase) {
        self.word = word
        self.title = title
    }

    public init(stringLiteral word: String) {
        self.init(word, Phrase(verbatim: word))
    }
}

extension FieldSpecification {
    /// What can be chosen; nil where anything of the format can be entered.
    public var choices: [FieldChoice]? {
        if case .choice(let choices) = format { return choices }
        return nil
    }

    /// What a command writes as its value: `today, month or 3d`; nil where the help alone tells.
    public var written: Phrase? {
        switch format {
        case .choice(let choices): Phrase(verbatim: choices.map(\.word).joined(separator: " | "))
        case .windowRule: Phrase(verbatim: "today | month | 3d")
        case .duration(_, let unit): unit.title
        case .text, .token, .url, .integer, .zone, .path: nil
        }
    }
}
