/// What loops wait by: a clock that nobody sets, so that the machine's may step as it likes.
public struct JobClock: Sendable {
    public let now: @Sendable () -> ContinuousClock.Instant
    /// Throws once the task is cancelled.
    public let sleep: @Sendable (Duration) async throws -> Void

    public init(
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    public static let steady = JobClock(now: { .now }, sleep: { try await Task.sleep(for: $0) })
}
