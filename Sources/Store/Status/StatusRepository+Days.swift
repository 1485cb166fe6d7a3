import Attendance
import Database

extension StatusRepository {
    /// The status of days of the devices' own calendars, both included, all time by default: from the counters and their
    /// sums, so that it takes as long with ten million punches as with ten thousand.
    public func status(days: ClosedRange<LocalDate>?) async throws(StoreFailure) -> Status {
        try await file.read { database in
            var bySource: [Int64: StatusCounts] = [:]
            var byClient: [Int64: StatusCounts] = [:]
            for row in try database.counts(of: days) {
                let client: Int64 = row[1]
                if client == 0 {
                    bySource[row[0], default: StatusCounts()].pulled += row[3] as Int
                } else if let state = DeliveryState(rawValue: row[2]) {
                    bySource[row[0], default: StatusCounts()].add(state, row[3])
                    byClient[client, default: StatusCounts()].add(state, row[3])
                }
            }
            return try database.status(bySource: bySource, byClient: byClient)
        }
    }

    /// Counts day by day, of one source where one is named; days without any are left out.
    public func days(_ days: ClosedRange<LocalDate>, sourceID: Int64? = nil) async throws(StoreFailure) -> [DayCounts] {
        try await file.read { database in
            let rows =
                try sourceID.map { source in
                    try Row.fetchAll(
                        database,
                        sql: """
                            SELECT day, hr_client_id, state, count
                            FROM tally \(database.dialect.indexed(by: "tally_source"))
                            WHERE source_id = ? AND day >= ? AND day <= ?
                            """, arguments: [source, days.lowerBound.description, days.upperBound.description])
                }
                ?? Row.fetchAll(
                    database,
                    sql: """
                        SELECT span, hr_client_id, state, count FROM tally_sum
                        WHERE source_id = 0 AND span >= ? AND span <= ?
                        """, arguments: [days.lowerBound.description, days.upperBound.description])
            var counts: [String: StatusCounts] = [:]
            for row in rows {
                let count: Int = row[3]
                guard count != 0 else { continue }
                if row[1] as Int64 == 0 {
                    counts[row[0], default: StatusCounts()].pulled += count
                } else if let state = DeliveryState(rawValue: row[2]) {
                    counts[row[0], default: StatusCounts()].add(state, count)
                }
            }
            return counts.compactMap { day, counts in LocalDate(day).map { DayCounts(day: $0, counts: counts) } }
                .sorted { $0.day < $1.day }
        }
    }

    /// Numbers of which one grows whenever a punch, a delivery or an announcement changed: a few index look-ups.
    public func revision() async throws(StoreFailure) -> [Int64] {
        try await file.read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT (SELECT coalesce(max(id), 0) FROM punch), (SELECT CAST(coalesce(sum(revision), 0) AS BIGINT) FROM hr_client),
                      (SELECT coalesce(max(id), 0) FROM announcement),
                      (SELECT count(*) FROM announcement WHERE state = 0)
                    """)
            return row.map { row in (0..<4).map { row[$0] as Int64 } } ?? []
        }
    }

    /// For each of the sources how many punches it had on local days since `first`; days without any are left out.
    public func punches(
        since first: LocalDate, sources: [Int64]
    ) async throws(StoreFailure) -> [Int64: [LocalDate: Int]] {
        guard !sources.isEmpty else { return [:] }
        return try await file.read { database in
            let index = database.dialect.indexed(by: "tally_source")
            var days: [Int64: [LocalDate: Int]] = [:]
            for source in sources {
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT day, count FROM tally \(index)
                        WHERE source_id = ? AND hr_client_id = 0 AND state = 0 AND day >= ? AND count > 0
                        """, arguments: [source, first.description])
                var counts: [LocalDate: Int] = [:]
                for row in rows {
                    if let day = LocalDate(row[0] as String) { counts[day] = row[1] }
                }
                days[source] = counts
            }
            return days
        }
    }
}

extension Database {
    /// Sums of punches and deliveries: source, HR client, state, count. Several rows of one kind are to be added up.
    fileprivate func counts(of days: ClosedRange<LocalDate>?) throws -> [Row] {
        let months = """
            SELECT source_id, hr_client_id, state, CAST(sum(count) AS BIGINT) FROM tally_sum
            WHERE source_id > 0 AND span >= ? AND span <= ? GROUP BY source_id, hr_client_id, state
            """
        guard let days else { return try Row.fetchAll(self, sql: months, arguments: ["0000", "9999-99"]) }
        let parts = WholeMonths(of: days)
        var rows: [Row] = []
        if let whole = parts.months {
            let spans = [whole.lowerBound, whole.upperBound].map { String($0.description.prefix(7)) }
            rows += try Row.fetchAll(self, sql: months, arguments: [spans[0], spans[1]])
        }
        for edge in parts.edges {
            rows += try Row.fetchAll(
                self,
                sql: """
                    SELECT source_id, hr_client_id, state, CAST(sum(count) AS BIGINT) FROM tally
                    WHERE day >= ? AND day <= ? GROUP BY source_id, hr_client_id, state
                    """, arguments: [edge.lowerBound.description, edge.upperBound.description])
        }
        return rows
    }
}
