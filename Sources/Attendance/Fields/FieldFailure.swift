/// Why a field was refused, with the sentence for the person who typed it.
public struct FieldFailure: Failure, Hashable {
    public let field: String?
    public let phrase: Phrase

    public var blame: Blame { .request }

    public init(field: String?, _ phrase: Phrase) {
        self.field = field
        self.phrase = phrase
    }
}
