import Attendance
import Database

/// Changes of counts within one transaction, by local day, on their way into the `tally` table.
struct TallyDelta {
    private struct Key: Hashable, Comparable {
        let day: LocalDate
        let sourceID: Int64
        let client: Int64
        let state: Int64

        static func < (one: Key, other: Key) -> Bool {
            (one.day, one.sourceID, one.client, one.state) < (other.day, other.sourceID, other.client, other.state)
        }
    }

    private var counts: [Key: Int] = [:]
    // Rows come day by day: what is counted of the present day needs no look-up.
    private var day: LocalDate?
    private var present: [(client: Int64, state: Int64, count: Int)] = []
    private let sourceID: Int64

    /// - Parameter sourceID: of the punches and deliveries that are counted one by one.
    init(sourceID: Int64 = 0) {
        self.sourceID = sourceID
    }

    mutating func countPunch(_ day: LocalDate) { count(day, 0, 0) }

    mutating func countDelivery(_ day: LocalDate, client: Int64, state: DeliveryState) {
        count(day, client, state.rawValue)
    }

    /// A delivery that goes from one state to another.
    mutating func move(_ day: LocalDate, sourceID: Int64, client: Int64, from old: Int64, to new: Int64) {
        guard old != new else { return }
        counts[Key(day: day, sourceID: sourceID, client: client, state: old), default: 0] -= 1
        counts[Key(day: day, sourceID: sourceID, client: client, state: new), default: 0] += 1
    }

    private mutating func count(_ day: LocalDate, _ client: Int64, _ state: Int64) {
        if day != self.day { closeDay(day) }
        for index in present.indices where present[index].client == client && present[index].state == state {
            present[index].count += 1
            return
        }
        present.append((client, state, 1))
    }

    private mutating func closeDay(_ next: LocalDate?) {
        if let day {
            for entry in present {
                counts[
                    Key(day: day, sourceID: sourceID, client: entry.client, state: entry.state), default: 0
                ] += entry.count
            }
        }
        present.removeAll(keepingCapacity: true)
        day = next
    }

    mutating func store(in database: Database) throws {
        closeDay(nil)
        let add = try database.cachedStatement(
            sql: """
                INSERT INTO tally (day, source_id, hr_client_id, state, count) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (day, source_id, hr_client_id, state) DO UPDATE SET count = tally.count + excluded.count
                """)
        // In one order whoever stores: where rows are locked one by one, two orders would wait for each other for ever.
        for (key, count) in counts.sorted(by: { $0.key < $1.key }) where count != 0 {
            try add.execute(arguments: [key.day.description, key.sourceID, key.client, key.state, count])
        }
        counts.removeAll()
    }
}

extension Database {
    /// Counts a source's punches and deliveries anew, all sources by default: after changes that move punches to
    /// other days or make deliveries by the thousand.
    func recount(sourceID: Int64?) throws {
        let condition = sourceID.map { "source_id = \($0)" } ?? "TRUE"
        try execute(sql: "DELETE FROM tally WHERE \(condition)")
        try execute(
            sql: """
                INSERT INTO tally (day, source_id, hr_client_id, state, count)
                SELECT substr(local_time, 1, 10), source_id, 0, 0, count(*) FROM punch WHERE \(condition) GROUP BY 1, 2
                """)
        try execute(
            sql: """
                INSERT INTO tally (day, source_id, hr_client_id, state, count)
                SELECT substr(local_time, 1, 10), source_id, delivery.hr_client_id, delivery.state, count(*)
                FROM delivery JOIN punch ON punch.id = delivery.punch_id WHERE \(condition) GROUP BY 1, 2, 3, 4
                """)
    }

    /// Runs changes of deliveries that the caller counts itself: for batches, where the triggers' count of one row
    /// after the other costs more than the changes.
    func countingByHand(_ changes: () throws -> Void) throws {
        try execute(
            sql: "INSERT INTO meta (name, value) VALUES ('tally-by-hand', '') ON CONFLICT (name) DO NOTHING")
        try changes()
        try execute(sql: "DELETE FROM meta WHERE name = 'tally-by-hand'")
    }

    /// Takes punches that are about to leave out of the counts.
    ///
    /// - Parameter leaving: a query of punch ids.
    func discount(leaving: String) throws {
        try execute(
            sql: """
                UPDATE tally SET count = tally.count - gone.count FROM (
                  SELECT substr(local_time, 1, 10) AS day, source_id, count(*) AS count FROM punch
                  WHERE id IN (\(leaving)) GROUP BY 1, 2
                ) AS gone
                WHERE tally.day = gone.day AND tally.source_id = gone.source_id AND tally.hr_client_id = 0
                """)
        try execute(sql: "DELETE FROM tally WHERE count <= 0")
    }

    /// Remembers everybody who is on a punch.
    func fillPeople() throws {
        let rows = try Row.fetchAll(self, sql: "SELECT DISTINCT code, person_name FROM punch")
        for row in rows { try remember(code: row[0], name: row[1]) }
    }

    func remember(code: String, name: String) throws {
        // Most are known, and folding a name costs more than looking for it.
        let known = try cachedStatement(sql: "SELECT 1 FROM person WHERE code = ? AND name = ?")
        if try Int.fetchOne(known, arguments: [code, name]) != nil { return }
        try cachedStatement(
            sql: "INSERT INTO person (code, name, folded) VALUES (?, ?, ?) ON CONFLICT (code, name) DO NOTHING"
        )
        .execute(arguments: [code, name, SearchText.folded(name)])
    }
}
