/// A request that cannot be carried out as it was made. Nothing was changed.
public struct RequestFailure: Failure, Hashable {
    public let phrase: Phrase

    public var blame: Blame { .request }

    public init(_ phrase: Phrase) {
        self.phrase = phrase
    }

    public init(en: String, vi: String) {
        phrase = Phrase(en: en, vi: vi)
    }
}
