import Attendance
import HTTPTransport
import Synchronization

/// Hears a vendor's clock in its replies while a run goes through them.
final class VendorClock: HTTPSending {
    private let http: any HTTPSending
    private let now: @Sendable () -> Instant
    private let smallest = Mutex<Duration?>(nil)

    init(_ http: any HTTPSending, now: @escaping @Sendable () -> Instant) {
        self.http = http
        self.now = now
    }

    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPReply {
        let reply = try await http.send(call)
        if let date = reply.date {
            let skew = date.since(now())
            smallest.withLock { known in
                if known.map({ abs(skew.wholeMilliseconds) < abs($0.wholeMilliseconds) }) ?? true { known = skew }
            }
        }
        return reply
    }

    /// Whether any reply told the time.
    var hasSpoken: Bool { smallest.withLock { $0 != nil } }

    /// The vendor's clock less ours, where they disagree by more than the tolerance: the smallest difference that was
    /// heard, since a late reply only makes it look larger.
    var skew: Duration? {
        smallest.withLock { $0 }.flatMap {
            abs($0.wholeMilliseconds) > ClockSkew.tolerance.wholeMilliseconds ? $0 : nil
        }
    }

    /// The vendor's time, where it disagrees with ours.
    var time: Instant? { skew.map { now() + $0 } }
}
