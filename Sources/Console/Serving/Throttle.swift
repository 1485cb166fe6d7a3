import Attendance
import Synchronization

/// Bounds how often one stranger may try something: so many tries, and one more each time `refill` has passed.
final class Throttle: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: Instant
    }

    private let burst: Double
    private let refill: Duration
    private let now: @Sendable () -> Instant
    private let buckets = Mutex<[String: Bucket]>([:])

    /// Keys that are remembered; beyond it the fullest ones are forgotten, which are those of nobody's concern.
    private static let mostKeys = 10_000

    init(burst: Int, refill: Duration, now: @escaping @Sendable () -> Instant) {
        self.burst = Double(burst)
        self.refill = refill
        self.now = now
    }

    /// Takes one try; the seconds to wait when there is none.
    func take(_ key: String) -> Int? {
        let now = now()
        return buckets.withLock { buckets in
            if buckets.count >= Throttle.mostKeys {
                buckets = buckets.filter { level($0.value, now) < burst }
                if buckets.count >= Throttle.mostKeys { buckets.removeAll() }
            }
            var bucket = buckets[key] ?? Bucket(tokens: burst, at: now)
            bucket.tokens = level(bucket, now)
            bucket.at = now
            defer { buckets[key] = bucket }
            guard bucket.tokens >= 1 else {
                let missing = (1 - bucket.tokens) * Double(refill.wholeMilliseconds) / 1000
                return max(1, Int(missing.rounded(.up)))
            }
            bucket.tokens -= 1
            return nil
        }
    }

    /// Gives tries back after a success.
    func forgive(_ key: String) { _ = buckets.withLock { $0.removeValue(forKey: key) } }

    private func level(_ bucket: Bucket, _ now: Instant) -> Double {
        let gained = Double(now.since(bucket.at).wholeMilliseconds) / Double(max(1, refill.wholeMilliseconds))
        return min(burst, bucket.tokens + max(0, gained))
    }
}
