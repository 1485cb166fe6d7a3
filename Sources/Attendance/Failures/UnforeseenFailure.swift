/// Stands for an error that has no sentence of its own.
public struct UnforeseenFailure: Failure {
    private let error: any Error

    /// Characters of the error's own words that are shown.
    private static let longest = 300

    public var phrase: Phrase {
        let words = String(describing: error).prefix(UnforeseenFailure.longest)
        return Phrase(
            en: "an error that this program does not foresee: \(words)",
            vi: "lỗi mà chương trình chưa lường trước: \(words)")
    }

    public var blame: Blame { .program }

    init(_ error: any Error) {
        self.error = error
    }
}

/// The work was called off before its end.
public struct CancelledFailure: Failure, Hashable {
    public var phrase: Phrase { Phrase(en: "it was cancelled", vi: "đã bị hủy") }
    public var blame: Blame { .cancellation }

    public init() {}
}
