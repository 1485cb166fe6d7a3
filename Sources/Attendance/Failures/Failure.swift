/// An error that a person can read: every error of ours that reaches one, by whichever door.
///
/// Callers that only pass an error on write `error.explained.phrase`; nobody asks for its type to find its sentence.
public protocol Failure: Error {
    /// What happened and what to do about it.
    var phrase: Phrase { get }
    /// Whose move it is.
    var blame: Blame { get }
    /// The field of a form that is to blame, by its name; nil where it is none, or not one alone.
    var field: String? { get }
    /// How long to wait before the same is tried again, where that is known.
    var retryAfter: Duration? { get }
}

extension Failure {
    public var field: String? { nil }
    public var retryAfter: Duration? { nil }

    /// Whether the same may succeed a little later without anybody acting.
    public var mayPass: Bool { blame == .peer || blame == .load }
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
