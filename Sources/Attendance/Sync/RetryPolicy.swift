/// How long and how often a step that may pass is tried.
public struct RetryPolicy: Sendable {
    public var backoff: Backoff
    /// Given up after this long without any step succeeding.
    public var patience: Duration
    /// Tries of one step, the first included.
    public var attempts: Int

    /// - Parameters:
    ///   - firstDelay: under a second, so that a person's command is quick.
    ///   - longestDelay: of each wait up to 25 % are taken off.
    public init(
        firstDelay: Duration = .milliseconds(400), longestDelay: Duration = .seconds(10), patience: Duration,
        attempts: Int
    ) {
        backoff = Backoff(first: firstDelay, longest: longestDelay, spread: 0.75...1)
        self.patience = patience
        self.attempts = attempts
    }

    /// A command in a person's hands: 30 seconds without progress.
    public static let foreground = RetryPolicy(patience: .seconds(30), attempts: 12)
    /// A connection test: one more try, then the person hears what is wrong.
    public static let test = RetryPolicy(patience: .seconds(30), attempts: 2)
    /// The schedule: a few tries, then the device's own back-off.
    public static let background = RetryPolicy(patience: .seconds(90), attempts: 5)
}
