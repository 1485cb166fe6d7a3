import Attendance
import HTTPTransport
import Synchronization

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
    ///
    /// - Parameter hasBetterRemedy: failures that the caller cures otherwise, such as by asking for less; they get
    ///   one retry.
    public func perform<Value: Sendable>(
        timeout: Duration, hasBetterRemedy: @Sendable (ConnectorFailure) -> Bool = { _ in false },
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
                let delay = policy.backoff.delay(afterFailures: failures, asked: error.retryAfter)
                let limit = hasBetterRemedy(error) ? min(2, policy.attempts) : policy.attempts
                guard error.mayPass, failures < limit, delay < remaining else { throw error }
                if (try? await Task.sleep(for: delay)) == nil {
                    throw ConnectorFailure.stopped(step: error.step)
                }
            }
        }
    }
}
