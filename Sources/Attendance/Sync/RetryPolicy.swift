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
    /// A connection test: one more try, then the person hears what is wrong.
    public static let test = RetryPolicy(patience: .seconds(30), attempts: 2)
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
