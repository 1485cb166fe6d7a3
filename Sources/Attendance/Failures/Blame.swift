/// Whose move it is after a failure.
public enum Blame: Hashable, Sendable {
    /// What was asked or entered cannot be done as it stands: whoever asked changes it.
    case request
    /// What was asked is for others to do: whoever asked has not the right.
    case permission
    /// What was named is not there.
    case absence
    /// Something else stands in the way: a name that is taken, work that is under way.
    case conflict
    /// Too much is going on at once: the same succeeds a little later.
    case load
    /// A device or a server outside, or the way to it.
    case peer
    /// This machine: its files, rights or keys.
    case machine
    /// The disk has no room.
    case fullDisk
    /// Whoever asked does not wait any more.
    case cancellation
    /// This program: nobody foresaw it.
    case program

    /// Whether the same can succeed only after somebody has acted.
    public var needsPerson: Bool {
        switch self {
        case .request, .permission, .absence, .conflict, .machine, .fullDisk, .program: true
        case .load, .peer, .cancellation: false
        }
    }
}
