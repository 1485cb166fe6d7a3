/// An error that a person can read: every error of ours that reaches one, by whichever door.
///
/// Callers that only pass an error on write `error.explained.phrase`; nobody asks for its type to find its sentence.
public protocol Failure: Error {
    /// What happened and what to do about it.
    var phrase: Phrase { get }
    /// Whose move it is.
    var blame: Blame { get }
    /// How long to wait before the same is tried again, where that is known.
    var retryAfter: Duration? { get }
}

extension Failure {
    public var retryAfter: Duration? { nil }
}

extension Error {
    /// The error as people are told of it. What has no sentence of its own gets the one for what nobody foresaw.
    public var explained: any Failure {
        switch self {
        case let failure as any Failure: failure
        case is CancellationError: CancelledFailure()
        default: UnforeseenFailure(self)
        }
    }
}
