import Synchronization

/// What one pass has learned of how a target counts.
///
/// A number below what was sent means records left out, or a target that counts only those that are new to it. Which
/// of the two shows when a record is sent again that has surely arrived.
public final class CountingHabits: Sendable {
    private struct State {
        var countsRepeats: Bool?
        var countsGroups: Bool?
        var witness: OutgoingPunch?
        var open: Set<String> = []
    }

    private let state: Mutex<State>
    private let mayHaveSentBefore: Bool

    /// - Parameter mayHaveSentBefore: an earlier pass ended in a way that leaves open what arrived.
    public init(mayHaveSentBefore: Bool) {
        self.mayHaveSentBefore = mayHaveSentBefore
        state = Mutex(State())
    }

    /// Whether a record counts again that the target has already; nil while that has not shown.
    var countsRepeats: Bool? {
        get { state.withLock { $0.countsRepeats } }
        set { state.withLock { $0.countsRepeats = newValue } }
    }

    /// Whether its numbers count people or days instead of records; nil while that has not shown.
    var countsGroups: Bool? {
        get { state.withLock { $0.countsGroups } }
        set { state.withLock { $0.countsGroups = newValue } }
    }

    /// A record that has surely arrived in this pass.
    var witness: OutgoingPunch? {
        get { state.withLock { $0.witness } }
        set { state.withLock { $0.witness = newValue } }
    }

    /// Notes that records go out; tells whether none of them can have arrived before.
    ///
    /// An answer that was lost leaves its records open until a later one settles them.
    public func sending(_ batch: [OutgoingPunch]) -> Bool {
        state.withLock { state in
            let areNew = batch.allSatisfy { $0.attempts == 0 && !state.open.contains($0.recordID) }
            state.open.formUnion(batch.map(\.recordID))
            return areNew && !mayHaveSentBefore
        }
    }

    /// Notes records whose fate is known.
    func settled(_ records: [OutgoingPunch]) {
        state.withLock { $0.open.subtract(records.map(\.recordID)) }
    }
}
