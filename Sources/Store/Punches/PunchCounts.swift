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
        let span = [search.from?.description ?? "0000", search.to?.description ?? "9999-99"]
        // Of one source its own counters, of all sources their sums.
        let rows =
            try search.sourceID.map { source in
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT hr_client_id, state, CAST(sum(count) AS BIGINT)
                        FROM tally \(database.dialect.indexed(by: "tally_source"))
                        WHERE source_id = ? AND day >= ? AND day <= ? GROUP BY hr_client_id, state
                        """, arguments: [source, span[0], span[1]])
            }
            ?? Row.fetchAll(
                database,
                sql: """
                    SELECT hr_client_id, state, CAST(sum(count) AS BIGINT) FROM tally_sum
                    WHERE source_id = 0 AND span >= ? AND span <= ? GROUP BY hr_client_id, state
                    """, arguments: [span[0], span[1]])
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
