import Attendance
import Database

/// The distances from UTC, in seconds, that punches have.
struct PunchOffsets {
    private(set) var seen: Set<Int> = []
    private var last: Int?

    /// Of the rows that come one after the other most have the same.
    mutating func note(_ offset: Int) {
        if offset == last { return }
        last = offset
        seen.insert(offset)
    }

    func store(in database: Database) throws {
        for offset in seen {
            try database.cachedStatement(
                sql: "INSERT INTO punch_offset (seconds) VALUES (?) ON CONFLICT (seconds) DO NOTHING"
            ).execute(arguments: [offset])
        }
    }
}

extension Database {
    /// The instants in which a local day can lie of any punch: days of their own calendars, walked by instants.
    func instants(from: LocalDate?, to: LocalDate?) throws -> (lowest: Int64, highest: Int64) {
        let row = try Row.fetchOne(self, sql: "SELECT min(seconds), max(seconds) FROM punch_offset")
        let (least, most): (Int?, Int?) = (row?[0], row?[1])
        // Where clocks are put forward, a wall clock shows an hour that no instant has.
        let margin: Int64 = 2 * 3_600_000
        let lowest = from.map { $0.daysSince1970 * 86_400_000 - Int64(most ?? 0) * 1000 - margin }
        let highest = to.map { $0.adding(days: 1).daysSince1970 * 86_400_000 - Int64(least ?? 0) * 1000 + margin }
        return (lowest ?? .min, highest ?? .max)
    }
}
