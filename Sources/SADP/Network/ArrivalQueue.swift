import NIOCore
import NIOPosix
import Synchronization

/// Datagrams and alarms in the order in which they came, for one reader. However fast a neighbour sends, only so much
/// waits here.
final class ArrivalQueue: Sendable {
    enum Event: Sendable {
        case arrival(Arrival)
        case alarm(Int)
    }

    /// Datagrams that may wait: at most 16 KiB each.
    private static let mostWaiting = 1024

    let events: AsyncStream<Event>
    private let continuation: AsyncStream<Event>.Continuation
    private let counts = Mutex((waiting: 0, dropped: 0))

    init() {
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    }

    func offer(_ arrival: Arrival) {
        let hasRoom = counts.withLock { counts in
            guard counts.waiting < ArrivalQueue.mostWaiting else {
                counts.dropped += 1
                return false
            }
            counts.waiting += 1
            return true
        }
        if hasRoom { continuation.yield(.arrival(arrival)) }
    }

    /// Told by the reader for each arrival it took.
    func took() { counts.withLock { $0.waiting -= 1 } }

    /// Datagrams that found no room since the last call.
    func takeDropped() -> Int {
        counts.withLock { counts in
            defer { counts.dropped = 0 }
            return counts.dropped
        }
    }

    /// Rings after a while; the number tells the alarms apart.
    func ring(_ alarm: Int, after duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let delay = TimeAmount.nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        MultiThreadedEventLoopGroup.singleton.next().scheduleTask(in: delay) { [continuation] in
            continuation.yield(.alarm(alarm))
        }
    }

    func finish() { continuation.finish() }
}
