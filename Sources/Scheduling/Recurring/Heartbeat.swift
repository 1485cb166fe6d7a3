import Attendance

/// How a recurring job goes, as far as it is told to others: its last sign of life, its failures, and which of them
/// have been told.
struct Heartbeat {
    /// A job that fails and works by turns is told of at most once in this time.
    static let quiet = Duration.hours(1)

    let begun: ContinuousClock.Instant
    private(set) var last: ContinuousClock.Instant?
    /// Turns that failed since the program started.
    private(set) var failures = 0
    /// The words of the error with which the last turn ended; nil where it ended well.
    private(set) var trouble: String?
    private var told: (words: String, at: ContinuousClock.Instant)?
    private var owesRecovery = false

    init(begun: ContinuousClock.Instant) {
        self.begun = begun
    }

    mutating func beat(at moment: ContinuousClock.Instant) { last = moment }

    /// A turn ended well: whether to tell that the job works again.
    mutating func succeed(at moment: ContinuousClock.Instant) -> Bool {
        last = moment
        trouble = nil
        defer { owesRecovery = false }
        return owesRecovery
    }

    /// A turn failed, which is no sign of life: whether to tell of it.
    mutating func fail(_ words: String, at moment: ContinuousClock.Instant) -> Bool {
        failures += 1
        let isOther = trouble == nil || words != told?.words
        trouble = words
        if let told, !isOther || moment - told.at < Heartbeat.quiet { return false }
        told = (words, moment)
        owesRecovery = true
        return true
    }
}
