import Synchronization

/// The devices to which this process holds lines, for those who watch and for its own runs.
public final class LiveLines: Sendable {
    private struct State {
        var held: Set<Int64> = []
        var standing: Set<Int64> = []
    }

    private let state = Mutex(State())

    /// Ids of devices whose line stands, and whose log was read since.
    public var all: Set<Int64> { state.withLock { $0.standing } }

    /// Ids of devices whose line is this process's, whether it stands or is being begun.
    var held: Set<Int64> { state.withLock { $0.held } }

    func hold(_ id: Int64) { state.withLock { _ = $0.held.insert(id) } }

    func stand(_ id: Int64) { state.withLock { _ = $0.standing.insert(id) } }

    func fall(_ id: Int64) {
        state.withLock { state in
            state.held.remove(id)
            state.standing.remove(id)
        }
    }
}
