import Attendance
import Synchronization

/// Slows down whoever guesses: some tries are free, behind them each wrong one doubles the wait. A guess counts before
/// it is checked, so that many at once gain nothing.
final class GuessGuard: Sendable {
    private struct Record {
        var wrong = 0
        var blockedUntil: Instant
        var last: Instant
    }

    private let free: Int
    private let now: @Sendable () -> Instant
    private let records = Mutex<[String: Record]>([:])

    static let longestWait = Duration.minutes(15)
    private static let memory = Duration.hours(24)
    private static let mostKeys = 20_000

    /// - Parameter free: wrong guesses without a wait.
    init(free: Int, now: @escaping @Sendable () -> Instant) {
        self.free = free
        self.now = now
    }

    /// Counts a guess as a wrong one until `succeed` says otherwise; the seconds to wait where none is allowed now.
    func begin(_ key: String) -> Int? {
        let now = now()
        return records.withLock { records in
            var record = records[key] ?? Record(blockedUntil: now, last: now)
            // What was long ago counts no more, and neither does what lies in the future of a clock that was set back.
            if abs(now.since(record.last).wholeMilliseconds) > GuessGuard.memory.wholeMilliseconds {
                record = Record(blockedUntil: now, last: now)
            }
            let wait = min(record.blockedUntil.since(now), GuessGuard.longestWait)
            if wait > .zero { return max(1, Int((wait.wholeMilliseconds + 999) / 1000)) }
            record.wrong += 1
            record.last = now
            if record.wrong > free {
                let seconds = min(
                    Int64(1) << min(record.wrong - free - 1, 20), GuessGuard.longestWait.components.seconds)
                record.blockedUntil = now + .seconds(seconds)
            }
            if records.count >= GuessGuard.mostKeys, records[key] == nil { GuessGuard.forgetSome(&records) }
            records[key] = record
            return nil
        }
    }

    /// The guess was right.
    func succeed(_ key: String) { records.withLock { _ = $0.removeValue(forKey: key) } }

    /// Makes room: those that were quiet longest go first.
    private static func forgetSome(_ records: inout [String: Record]) {
        for (key, _) in records.sorted(by: { $0.value.last < $1.value.last }).prefix(mostKeys / 4) {
            records[key] = nil
        }
    }
}
