/// Why a field was refused, with the sentence for the person who typed it.
public struct FieldFailure: Failure, Hashable {
    public let field: String?
    /// Names the field as commands and the API do.
    public let phrase: Phrase
    /// The same where it stands at the field itself: without its name, and without words that only commands take.
    public let atField: Phrase
    /// What else is wrong with the same entry.
    public let others: [FieldFailure]

    public var blame: Blame { .request }

    /// - Parameter atField: nil where `phrase` can stand at the field as it is.
    public init(field: String?, _ phrase: Phrase, atField: Phrase? = nil, others: [FieldFailure] = []) {
        self.field = field
        self.phrase = phrase
        self.atField = atField ?? phrase
        self.others = others
    }

    /// This one and the others, each by itself.
    public var all: [FieldFailure] { [FieldFailure(field: field, phrase, atField: atField)] + others }
}
