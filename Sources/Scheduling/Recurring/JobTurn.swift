import Synchronization

/// One turn of a recurring job, in the hands of whoever takes it.
public final class JobTurn: Sendable {
    typealias Work = @Sendable () async throws -> Void

    private let wishes = Mutex<(pause: Duration?, beside: [Work])>((nil, []))
    private let onBeat: @Sendable () -> Void

    init(onBeat: @escaping @Sendable () -> Void) {
        self.onBeat = onBeat
    }

    /// Says that the turn moves: after each piece of work of a turn that may have many.
    public func beat() { onBeat() }

    /// Wishes the next turn sooner than a period from now; a wish for later counts for nothing.
    public func again(after pause: Duration) { wishes.withLock { $0.pause = pause } }

    /// Starts work that goes on beside the turns to come and ends with the loop; its error is the job's.
    public func start(_ work: @escaping @Sendable () async throws -> Void) {
        wishes.withLock { $0.beside.append(work) }
    }

    /// What was wished, once the turn is over.
    func taken() -> (pause: Duration?, beside: [Work]) { wishes.withLock { $0 } }
}
