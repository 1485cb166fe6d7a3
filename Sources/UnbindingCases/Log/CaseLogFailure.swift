/// What is wrong with a log, or with the case that it is of.
public enum CaseLogFailure: Error, Hashable, Sendable {
    /// The entry at this place was changed, moved, or follows one that was.
    case broken(index: Int)
    /// The log has another number of entries than the case remembers: some were cut off at its end.
    case shortened(entries: Int, expected: Int)
    /// The entry at this place was not sealed with this data directory's key.
    case unsealed(index: Int)
    /// The case is not what it was after its last entry.
    case changed
    /// The log has not the entry that was noted outside: it was cut off or written anew.
    case notAsNoted(entries: Int)
}
