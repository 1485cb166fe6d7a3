/// How the wait grows from one failure to the next: twice the one before, up to the longest. The one formula for
/// whatever is tried again.
///
/// | failure in a row | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 |
/// |---|---|---|---|---|---|---|---|---|---|---|---|
/// | `RetryPolicy`, a step: s | 0.4 | 0.8 | 1.6 | 3.2 | 6.4 | 10 | 10 | 10 | 10 | 10 | 10 |
/// | `announcements`: s | 2 | 4 | 8 | 16 | 32 | 64 | 128 | 256 | 512 | 900 | 900 |
/// | `hrClient`: s | 5 | 10 | 20 | 40 | 80 | 160 | 320 | 600 | 600 | 600 | 600 |
/// | `notices`: min | 0.5 | 1 | 2 | 4 | 8 | 16 | 32 | 64 | 128 | 256 | 256 |
/// | `device`, read every 2 min: min | 2 | 4 | 8 | 16 | 30 | 30 | 30 | 30 | 30 | 30 | 30 |
///
/// Each wait is then spread by chance, where the back-off has a `spread`, so that what failed together does not come
/// back together; and it is never shorter than what the other side asked for.
public struct Backoff: Hashable, Sendable {
    /// The wait after failure number 1, 2, …; the last of them holds for all later failures.
    public let waits: [Duration]
    /// What part of the wait is taken, by chance; 1…1 leaves it as it is.
    public let spread: ClosedRange<Double>

    /// Waits that double.
    ///
    /// - Parameters:
    ///   - first: after the first failure; `longest` where that is shorter.
    ///   - longest: no wait exceeds it, but for the spread above 1 and what the other side asks for.
    public init(first: Duration, longest: Duration, spread: ClosedRange<Double> = 1...1) {
        var waits = [min(first, longest)]
        while let last = waits.last, last > .zero, last < longest { waits.append(min(last * 2, longest)) }
        self.init(waits, spread: spread)
    }

    /// The longest wait that it makes by itself, its spread included; zero where it makes none.
    public var longest: Duration { (waits.max() ?? .zero) * spread.upperBound }

    /// Waits that are listed one by one, as a standard does it.
    public init(_ waits: [Duration], spread: ClosedRange<Double> = 1...1) {
        self.waits = waits
        self.spread = spread
    }

    /// The wait before the try that follows failure number `failures` in a row (1…; 0 is taken for 1).
    ///
    /// - Parameter asked: what the other side asked for, in `Retry-After` or otherwise: the longer of the two is waited.
    public func delay(afterFailures failures: Int, asked: Duration? = nil) -> Duration {
        var chance = SystemRandomNumberGenerator()
        return delay(afterFailures: failures, asked: asked, using: &chance)
    }

    func delay(
        afterFailures failures: Int, asked: Duration? = nil, using chance: inout some RandomNumberGenerator
    ) -> Duration {
        guard let last = waits.last else { return asked ?? .zero }
        let wait = failures <= waits.count ? waits[max(failures, 1) - 1] : last
        let isSpread = spread.lowerBound < spread.upperBound
        return max(isSpread ? wait * Double.random(in: spread, using: &chance) : wait, asked ?? .zero)
    }
}

extension Backoff {
    /// A device that cannot be read, by its usual period between two reads.
    public static func device(period: Duration) -> Backoff { Backoff(first: period, longest: .minutes(30)) }
    /// An HR client whose target is not fit.
    public static let hrClient = Backoff(first: .seconds(5), longest: .minutes(10))
    /// What a webhook announced and the vendor's list does not show yet.
    public static let announcements = Backoff(first: .seconds(2), longest: .minutes(15))
    /// The wait after a failure that only a person can mend: so often it is looked whether somebody has.
    public static let probe = Duration.hours(1)
    /// A notice that did not arrive.
    public static let notices = Backoff(first: .seconds(30), longest: Duration.minutes(256))
}
