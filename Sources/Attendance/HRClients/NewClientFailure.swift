/// Why an HR client that was entered beside a device cannot be made: its field is the client's, not the device's.
public struct NewClientFailure: Failure {
    public let phrase: Phrase
    public let blame: Blame
    /// The field of the client's entry that is to blame; nil where it is none.
    public let clientField: String?
    /// All that is wrong at fields of the client's entry.
    public let clientFailures: [FieldFailure]
    /// What is wrong with the device's entry too.
    public let deviceFailures: [FieldFailure]

    /// No field of the device is to blame.
    public var field: String? { nil }

    public init(of failure: any Failure, besides deviceFailures: [FieldFailure] = []) {
        phrase = failure.phrase
        blame = failure.blame
        clientField = failure.field
        clientFailures = (failure as? FieldFailure)?.all ?? [FieldFailure(field: failure.field, failure.phrase)]
        self.deviceFailures = deviceFailures
    }
}
