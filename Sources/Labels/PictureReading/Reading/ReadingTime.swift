import Foundation

/// The time that the reading of one photo may take: of the processor, so that a busy machine reads as well as an idle
/// one, and three times as much by the clock.
final class ReadingTime: Sendable {
    private let budget: Duration
    private let begunAt = ContinuousClock.now
    private let usedBefore = ReadingTime.used

    init(_ budget: Duration) {
        self.budget = budget
    }

    /// Whether so much of the budget is gone.
    func isPast(_ part: Double) -> Bool {
        ReadingTime.used - usedBefore > budget * part || ContinuousClock.now - begunAt > budget * 3 * part
    }

    /// Processor time of this process, all its threads together.
    private static var used: Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
