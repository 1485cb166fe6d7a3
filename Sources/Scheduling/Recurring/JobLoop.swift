import Attendance
import Synchronization

/// The loop of one recurring job: when its turns come, what wakes it early, whether it still moves.
///
/// It waits by a clock that nobody sets. However early turns are wished and however often the bell rings, a short rest
/// lies between two of them; however late they are wished, none comes later than the period.
public final class JobLoop: Sendable {
    /// What `/readyz`, the metrics, the history and the log call the job.
    public let name: String
    /// From the end of one turn to the next.
    public let period: Duration
    /// What people miss while the job stands still: `devices are not read`.
    public let consequence: Phrase
    /// How long the job may give no sign of life: three periods, and what the longest step of a turn may take.
    public let mostSilence: Duration

    private let startsAtOnce: Bool
    private let clock: JobClock
    private let bell = Bell()
    private let heart: Mutex<Heartbeat>

    /// One turn serves whatever rings meanwhile: webhooks ring by the thousand.
    static let rest = Duration.milliseconds(50)
    /// What failed is not tried again at once, unless the bell rings.
    static let restAfterFailure = Duration.seconds(5)

    /// - Parameters:
    ///   - longestStep: the longest time between two signs of life of a turn that is well.
    ///   - startsAtOnce: false where the first turn waits for a period, too.
    public init(
        _ name: String, every period: Duration, longestStep: Duration = .seconds(60), startsAtOnce: Bool = true,
        while consequence: Phrase, clock: JobClock = .steady
    ) {
        self.name = name
        self.period = period
        self.consequence = consequence
        mostSilence = period * 3 + longestStep
        self.startsAtOnce = startsAtOnce
        self.clock = clock
        heart = Mutex(Heartbeat(begun: clock.now()))
    }

    /// Asks for a turn at once.
    public func ring() { bell.ring() }

    // MARK: How it goes

    /// The last sign of life; nil before the first.
    public var lastBeat: ContinuousClock.Instant? { heart.withLock { $0.last } }
    /// Since the last sign of life, or since the loop was made.
    public var silence: Duration {
        let now = clock.now()
        return heart.withLock { max(now - ($0.last ?? $0.begun), .zero) }
    }
    /// Whether it has given no sign of life for too long, or never.
    public var isSilent: Bool { lastBeat == nil || silence > mostSilence }
    /// Whether the last turn failed.
    public var isFailing: Bool { heart.withLock { $0.trouble != nil } }
    /// Turns that failed since the program started.
    public var failures: Int { heart.withLock { $0.failures } }

    // MARK: The loop

    func run(_ job: some RecurringJob, reporting report: @escaping JobReport) async {
        await withDiscardingTaskGroup { group in
            // What waits for its first turn is not dead.
            if !startsAtOnce { heart.withLock { $0.beat(at: clock.now()) } }
            var pause = startsAtOnce ? nil : period
            while await isTime(after: pause) {
                let turn = JobTurn { self.heart.withLock { $0.beat(at: self.clock.now()) } }
                let isFine = await attempt(report) { try await job.turn(turn) }
                let (wish, beside) = turn.taken()
                for work in beside { group.addTask { await self.attempt(report, isTurn: false, work) } }
                pause = isFine ? min(wish ?? period, period) : max(period, JobLoop.restAfterFailure)
            }
            group.cancelAll()
        }
    }

    /// False once the task is cancelled.
    private func isTime(after pause: Duration?) async -> Bool {
        guard let pause else { return !Task.isCancelled }
        guard (try? await clock.sleep(JobLoop.rest)) != nil else { return false }
        if pause > JobLoop.rest { await bell.wait(atMost: pause - JobLoop.rest, by: clock) }
        return !Task.isCancelled
    }

    /// Does a piece of work and tells what became of it, where that is new. False where it failed.
    @discardableResult
    private func attempt(_ report: JobReport, isTurn: Bool = true, _ work: () async throws -> Void) async -> Bool {
        do {
            try await work()
            if isTurn, heart.withLock({ $0.succeed(at: clock.now()) }) {
                await report(JobEvent(loop: self, change: .recovered))
            }
            return true
        } catch {
            // What was told to stop has not failed.
            if Task.isCancelled { return false }
            if heart.withLock({ $0.fail("\(error)", at: clock.now()) }) {
                await report(JobEvent(loop: self, change: .failed(error)))
            }
            return false
        }
    }
}
