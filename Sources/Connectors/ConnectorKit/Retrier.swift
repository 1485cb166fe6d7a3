import Attendance
import HTTPTransport
import Synchronization

/// How long and how often a step that may pass is tried.
public struct RetryPolicy: Sendable {
    /// Before the first retry; doubled for each one after it. Under a second, so that a person's command is quick.
    public var firstDelay: Duration
    public var longestDelay: Duration
    /// Given up after this long without any step succeeding.
    public var patience: Duration
    /// Tries of one step, the first included.
    public var attempts: Int

    public init(
        firstDelay: Duration = .milliseconds(400), longestDelay: Duration = .seconds(10), patience: Duration,
        attempts: Int
    ) {
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.patience = patience
        self.attempts = attempts
    }

    /// A command in a person's hands: 30 seconds without progress.
    public static let foreground = RetryPolicy(patience: .seconds(30), attempts: 12)
    /// The schedule: a few tries, then the device's own back-off.
    public static let background = RetryPolicy(patience: .seconds(90), attempts: 5)

    /// The wait before the retry that follows failure number `failures` (1…), with up to 25 % taken off at random
    /// so that devices that failed together do not come back together.
    public func delay(afterFailures failures: Int, asked: Duration? = nil) -> Duration {
        let doubled = firstDelay * Double(1 << min(max(failures - 1, 0), 20))
        let jittered = min(doubled, longestDelay) * Double.random(in: 0.75...1)
        return max(jittered, asked ?? .zero)
    }
}

/// Tries the steps of one run by a policy. Progress of any step renews the patience for all of them.
public final class Retrier: Sendable {
    public let policy: RetryPolicy
    private let lastProgress = Mutex(ContinuousClock.now)

    public init(_ policy: RetryPolicy) {
        self.policy = policy
    }

    /// The time left until the patience ends, never under a quarter of a second.
    public var remaining: Duration {
        let end = lastProgress.withLock { $0 } + policy.patience
        return max(end - .now, .milliseconds(250))
    }

    /// Runs `operation` until it succeeds, fails for good, or tries and patience are used up. `operation` gets the
    /// longest time that it may take.
    public func perform<Value: Sendable>(
        attempts limit: Int? = nil, timeout: Duration,
        _ operation: @Sendable (Duration) async throws(ConnectorFailure) -> Value
    ) async throws(ConnectorFailure) -> Value {
        var failures = 0
        while true {
            do {
                let value = try await operation(min(timeout, remaining))
                lastProgress.withLock { $0 = .now }
                return value
            } catch {
                failures += 1
                let delay = policy.delay(afterFailures: failures, asked: error.retryAfter)
                guard error.mayPass, failures < limit ?? policy.attempts, delay < remaining else { throw error }
                if (try? await Task.sleep(for: delay)) == nil {
                    throw ConnectorFailure(HTTPFailure.cancelled, step: error.step, address: "")
                }
            }
        }
    }
}
