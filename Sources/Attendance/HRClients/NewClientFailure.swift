/// Why an HR client that was entered beside a device cannot be made: its field is the client's, not the device's.
public struct NewClientFailure: Failure {
    public let phrase: Phrase
    public let blame: Blame
    /// The field of the client's entry that is to blame; nil where it is none.
    public let clientField: String?

    /// No field of the device is to blame.
    public var field: String? { nil }

    public init(of failure: any Failure) {
        phrase = failure.phrase
        blame = failure.blame
        clientField = failure.field
    }
}
