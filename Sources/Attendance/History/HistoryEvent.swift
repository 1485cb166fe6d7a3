/// What happened, as a value: it is worded where it is shown.
public enum HistoryEvent: Hashable, Sendable {
    case device(Device)
    case deviceImport(Import)
    case hrClient(HRClient)
    case code(Code)
    case hook(Hook)
    case company(Company)
    case user(User)
    case token(Token)
    case network(Network)
    case desk(Desk)
    case program(Program)

    /// Stable: `device.added`. It is stored and shown, and programs look for it.
    public var word: String { noun.word }
    /// What its sentence needs besides.
    public var facts: HistoryFacts { noun.facts }

    /// Reads an entry back.
    ///
    /// - Returns: nil where this version does not know the word, or the facts are those of another version.
    public init?(word: String, facts: HistoryFacts) {
        let found =
            Device(word: word, facts: facts).map(HistoryEvent.device)
            ?? HRClient(word: word, facts: facts).map(HistoryEvent.hrClient)
            ?? Code(word: word, facts: facts).map(HistoryEvent.code)
            ?? Hook(word: word, facts: facts).map(HistoryEvent.hook)
            ?? Import(word: word, facts: facts).map(HistoryEvent.deviceImport)
            ?? Company(word: word, facts: facts).map(HistoryEvent.company)
        let other =
            User(word: word, facts: facts).map(HistoryEvent.user)
            ?? Token(word: word, facts: facts).map(HistoryEvent.token)
            ?? Network(word: word, facts: facts).map(HistoryEvent.network)
            ?? Desk(word: word, facts: facts).map(HistoryEvent.desk)
            ?? Program(word: word, facts: facts).map(HistoryEvent.program)
        guard let event = found ?? other else { return nil }
        self = event
    }

    private var noun: any HistoryNoun {
        switch self {
        case .device(let event): event
        case .deviceImport(let event): event
        case .hrClient(let event): event
        case .code(let event): event
        case .hook(let event): event
        case .company(let event): event
        case .user(let event): event
        case .token(let event): event
        case .network(let event): event
        case .desk(let event): event
        case .program(let event): event
        }
    }
}

/// What may happen to things of one kind. A word, once given, keeps its meaning and the names of its facts.
protocol HistoryNoun: Hashable, Sendable {
    var word: String { get }
    var facts: HistoryFacts { get }
    init?(word: String, facts: HistoryFacts)
}
