/// What systems of one kind are called, what they ask for, and how what was entered for one is checked: the same for
/// those that punches come from and those that they go to.
public struct Kind: Sendable {
    /// The stable word for it (`hanet`).
    public let id: String
    public let title: Phrase
    public let fields: FieldSet
    /// Where to find the values, step by step; empty where the fields' own help is enough.
    public let guide: [Phrase]
    /// Parts of the kind that no public contract covers; nil when there are none.
    public let unverified: Phrase?
    /// What tells two systems of the kind apart, from checked fields. It is stored: secrets enter only digested.
    public let identity: @Sendable (FieldValues) -> String
    /// Brings pasted forms to the stored one, and checks what concerns several fields.
    private let normalize: @Sendable (FieldValues) throws(FieldFailure) -> FieldValues

    /// - Parameter fields: those that the kind has besides the one that all have, `timeout-seconds`.
    public init(
        id: String, title: Phrase, fields: [FieldSpecification], guide: [Phrase] = [], unverified: Phrase? = nil,
        identity: @escaping @Sendable (FieldValues) -> String,
        normalize: @escaping @Sendable (FieldValues) throws(FieldFailure) -> FieldValues = { $0 }
    ) {
        self.id = id
        self.title = title
        self.fields = FieldSet(fields + [.timeout])
        self.guide = guide
        self.unverified = unverified
        self.identity = identity
        self.normalize = normalize
    }

    /// What was entered, checked and in its stored form. Nothing is sent.
    ///
    /// - Throws: `FieldFailure` of all fields that are wrong.
    public func checked(_ input: FieldValues) throws(FieldFailure) -> FieldValues {
        let cleaned = fields.cleaned(input)
        let normalized = Result { () throws(FieldFailure) in try normalize(cleaned) }
        let (values, further) = fields.check((try? normalized.get()) ?? cleaned)
        var found = FoundFailures()
        found.add(normalized)
        for failure in further.all { found.add(failure) }
        try found.end()
        return values
    }
}
