import Attendance

/// When so much working time will have passed, and why then.
///
/// Time runs inside the calendar's spans and outside the pauses. What ends with a span's last moment is due at the
/// closing; what begins at a closing begins at the next opening.
public struct Deadline: Hashable, Sendable {
    /// One stretch between the start and the deadline, for whoever asks why.
    public struct Step: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            /// Working time that counts.
            case counts
            /// Between two spans of a working day, before the first or behind the last.
            case closed
            case holiday(Holiday)
            /// A weekday on which nobody works.
            case free
            /// The clock stood still: somebody was asked for more.
            case paused
        }

        public let kind: Kind
        public let from: Instant
        public let to: Instant

        public var duration: Duration { to.since(from) }
    }

    public let start: Instant
    public let working: Duration
    public let dueAt: Instant
    /// Without gaps from `start` to `dueAt`.
    public let steps: [Step]
    /// The deadline lies beyond the years whose holidays the calendar knows.
    public let isBeyondCalendar: Bool

    static let furthestDays = 731

    /// - Parameters:
    ///   - start: when the clock begins, working time or not.
    ///   - working: how much working time there is; 0 is due at once.
    ///   - pauses: when the clock stands still, in any order; they may overlap.
    public init(
        from start: Instant, working: Duration, pauses: [Range<Instant>] = [], in calendar: WorkingCalendar
    ) throws(DeadlineFailure) {
        self.start = start
        self.working = working
        var writer = StepWriter(start: start)
        let pauses = Deadline.merged(pauses)
        var rest = working
        var date = calendar.zone.date(at: start)
        let last = date.adding(days: Deadline.furthestDays)
        days: while rest > .zero {
            guard date <= last else { throw .never }
            let end = calendar.zone.startOfDay(date.adding(days: 1))
            let idle: Step.Kind =
                switch calendar.day(date) {
                case .working: .closed
                case .holiday(let holiday): .holiday(holiday)
                case .free: .free
                }
            for open in calendar.openTimes(of: date) where open.upperBound > writer.position {
                writer.advance(to: open.lowerBound, idle, pauses)
                for (stretch, isPaused) in Deadline.parts(
                    of: max(open.lowerBound, writer.position)..<open.upperBound, pauses)
                {
                    guard !isPaused else {
                        writer.add(.paused, until: stretch.upperBound)
                        continue
                    }
                    let length = stretch.upperBound.since(stretch.lowerBound)
                    if length >= rest {
                        writer.add(.counts, until: stretch.lowerBound + rest)
                        rest = .zero
                        break days
                    }
                    writer.add(.counts, until: stretch.upperBound)
                    rest -= length
                }
            }
            writer.advance(to: end, idle, pauses)
            date = date.adding(days: 1)
        }
        dueAt = writer.position
        steps = writer.steps
        isBeyondCalendar = calendar.zone.date(at: dueAt).year > calendar.coversUntilYear
    }

    /// Working time between two instants, pauses aside.
    public static func working(
        from start: Instant, to end: Instant, pauses: [Range<Instant>] = [], in calendar: WorkingCalendar
    ) -> Duration {
        guard start < end else { return .zero }
        let pauses = merged(pauses)
        var sum = Duration.zero
        var date = calendar.zone.date(at: start)
        while calendar.zone.startOfDay(date) < end {
            for open in calendar.openTimes(of: date) {
                let from = max(open.lowerBound, start)
                let to = min(open.upperBound, end)
                guard from < to else { continue }
                for (stretch, isPaused) in parts(of: from..<to, pauses) where !isPaused {
                    sum += stretch.upperBound.since(stretch.lowerBound)
                }
            }
            date = date.adding(days: 1)
        }
        return sum
    }

    private static func merged(_ pauses: [Range<Instant>]) -> [Range<Instant>] {
        var merged: [Range<Instant>] = []
        for pause in pauses.sorted(by: { $0.lowerBound < $1.lowerBound }) where !pause.isEmpty {
            if let last = merged.last, pause.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, pause.upperBound)
            } else {
                merged.append(pause)
            }
        }
        return merged
    }

    /// A range cut where pauses begin and end.
    fileprivate static func parts(
        of range: Range<Instant>, _ pauses: [Range<Instant>]
    ) -> [(stretch: Range<Instant>, isPaused: Bool)] {
        var parts: [(stretch: Range<Instant>, isPaused: Bool)] = []
        var position = range.lowerBound
        for pause in pauses where pause.upperBound > position && pause.lowerBound < range.upperBound {
            if pause.lowerBound > position {
                parts.append((position..<pause.lowerBound, false))
                position = pause.lowerBound
            }
            let end = min(pause.upperBound, range.upperBound)
            parts.append((position..<end, true))
            position = end
        }
        if position < range.upperBound { parts.append((position..<range.upperBound, false)) }
        return parts
    }
}

/// Writes steps one behind the other; what is of one kind becomes one step.
private struct StepWriter {
    private(set) var position: Instant
    private(set) var steps: [Deadline.Step] = []

    init(start: Instant) {
        position = start
    }

    mutating func add(_ kind: Deadline.Step.Kind, until end: Instant) {
        guard end > position else { return }
        if let last = steps.last, last.kind == kind {
            steps[steps.count - 1] = Deadline.Step(kind: kind, from: last.from, to: end)
        } else {
            steps.append(Deadline.Step(kind: kind, from: position, to: end))
        }
        position = end
    }

    /// Time that does not count anyway: a pause in it is worth no step of its own.
    mutating func advance(to end: Instant, _ kind: Deadline.Step.Kind, _ pauses: [Range<Instant>]) {
        guard end > position else { return }
        // A pause that covers all of it explains it better than the closing does.
        let isPaused = pauses.contains { $0.lowerBound <= position && $0.upperBound >= end }
        add(isPaused ? .paused : kind, until: end)
    }
}
