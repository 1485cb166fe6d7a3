import Attendance
import Database

/// What the counters know of a search, taken in one pass over the days that it means.
struct PunchCounts {
    /// Punches in the days and the source.
    private(set) var punches = 0
    /// Deliveries of those punches by state: of the wanted HR client, or of all.
    private(set) var deliveries: [DeliveryState: Int] = [:]
    /// HR clients that any of the punches was for.
    private var clients: Set<Int64> = []

    /// With several HR clients a punch can be in a state at more than one of them.
    var hasOneClient: Bool { clients.count <= 1 }

    init(_ search: PunchSearch, in database: Database) throws {
        var condition = "TRUE"
        var arguments: Arguments = []
        let day = search.from == nil ? database.dialect.unindexed("day") : "day"
        if let from = search.from {
            condition += " AND \(day) >= ?"
            arguments += [from.description]
        }
        if let to = search.to {
            condition += " AND \(day) <= ?"
            arguments += [to.description]
        }
        if let sourceID = search.sourceID {
            condition += " AND source_id = ?"
            arguments += [sourceID]
        }
        // From the beginning on: sums that one index gives in order. From a day on: that day's rows and those behind it.
        let rows =
            search.from == nil
            ? try Row.fetchAll(
                database,
                sql: """
                    SELECT hr_client_id, state, CAST(sum(count) AS BIGINT)
                    FROM tally \(database.dialect.indexed(by: "tally_source"))
                    WHERE \(condition) GROUP BY source_id, hr_client_id, state
                    """, arguments: arguments)
            : try Row.fetchAll(
                database,
                sql: """
                    SELECT hr_client_id, state, CAST(sum(count) AS BIGINT) FROM tally
                    WHERE \(condition) GROUP BY hr_client_id, state
                    """, arguments: arguments)
        for row in rows {
            let (client, count): (Int64, Int) = (row[0], row[2])
            if client == 0 {
                punches += count
                continue
            }
            if count > 0 { clients.insert(client) }
            if search.hrClientID ?? client == client, let state = DeliveryState(rawValue: row[1]) {
                deliveries[state, default: 0] += count
            }
        }
    }

    /// Whether no more than `most` deliveries of the search's source and HR client are in a state, on all days.
    static func isSparse(
        _ state: DeliveryState, _ search: PunchSearch, most: Int, in database: Database
    ) throws -> Bool {
        var condition = "hr_client_id > 0 AND state = ?"
        var arguments: Arguments = [state.rawValue]
        // What an index of its own keeps.
        if state != .delivered { condition += " AND state <> 1" }
        if let client = search.hrClientID {
            condition += " AND hr_client_id = ?"
            arguments += [client]
        }
        if let sourceID = search.sourceID {
            condition += " AND source_id = ?"
            arguments += [sourceID]
        }
        let counts = try Int.fetchCursor(
            database, sql: "SELECT count FROM tally WHERE \(condition)", arguments: arguments)
        var sum = 0
        while let count = try counts.next() {
            sum += count
            if sum > most { return false }
        }
        return true
    }
}
