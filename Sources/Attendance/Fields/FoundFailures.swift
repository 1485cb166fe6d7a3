/// What is wrong with one entry, as it is found; then thrown together. Of each field the first is kept.
public struct FoundFailures: Sendable {
    public private(set) var all: [FieldFailure] = []

    public init() {}

    public mutating func add(_ failure: FieldFailure) {
        for failure in failure.all where failure.field == nil || !all.contains(where: { $0.field == failure.field }) {
            all.append(failure)
        }
    }

    /// Keeps what an outcome failed with, where it failed.
    public mutating func add<Value>(_ outcome: Result<Value, FieldFailure>) {
        if case .failure(let failure) = outcome { add(failure) }
    }

    /// Goes on where nothing was found.
    ///
    /// - Throws: the first, which brings the others along.
    public func end() throws(FieldFailure) {
        guard let first = all.first else { return }
        throw FieldFailure(
            field: first.field, first.phrase, atField: first.atField, others: Array(all.dropFirst()))
    }
}
