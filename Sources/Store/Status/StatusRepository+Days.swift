import Attendance
import Database

extension StatusRepository {
    /// The status of days of the devices' own calendars, both included, all time by default: from the counters,
    /// so that it takes as long with ten million punches as with ten thousand.
    public func status(days: ClosedRange<LocalDate>?) async throws(StoreFailure) -> Status {
        try await file.read { database in
            var bySource: [Int64: StatusCounts] = [:]
            var byClient: [Int64: StatusCounts] = [:]
            let day = database.dialect.unindexed("day")
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT source_id, hr_client_id, state, CAST(sum(count) AS BIGINT)
                    FROM tally \(database.dialect.indexed(by: "tally_source"))
                    WHERE \(day) >= ? AND \(day) <= ? GROUP BY 1, 2, 3
                    """, arguments: [days?.lowerBound.description ?? "0000", days?.upperBound.description ?? "9999-99"])
            for row in rows {
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
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT day, CAST(sum(count) FILTER (WHERE hr_client_id = 0) AS BIGINT),
                      CAST(sum(count) FILTER (WHERE hr_client_id > 0 AND state = 0) AS BIGINT),
                      CAST(sum(count) FILTER (WHERE hr_client_id > 0 AND state = 1) AS BIGINT),
                      CAST(sum(count) FILTER (WHERE hr_client_id > 0 AND state = 2) AS BIGINT),
                      CAST(sum(count) FILTER (WHERE hr_client_id > 0 AND state = 3) AS BIGINT)
                    FROM tally WHERE day >= ? AND day <= ? \(sourceID == nil ? "" : "AND source_id = ?") GROUP BY day ORDER BY day
                    """,
                arguments: [days.lowerBound.description, days.upperBound.description]
                    + (sourceID.map { [$0] as Arguments } ?? []))
            return rows.compactMap { row in
                guard let day = LocalDate(row[0] as String) else { return nil }
                var counts = StatusCounts()
                counts.pulled = row[1] ?? 0
                for state in DeliveryState.allCases { counts.add(state, row[Int(state.rawValue) + 2] ?? 0) }
                return DayCounts(day: day, counts: counts)
            }
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

    /// For each source the local days since `first` on which it had punches.
    public func activeDays(since first: LocalDate) async throws(StoreFailure) -> [Int64: Set<LocalDate>] {
        try await file.read { database in
            var days: [Int64: Set<LocalDate>] = [:]
            for row in try Row.fetchAll(
                database, sql: "SELECT source_id, day FROM tally WHERE day >= ? AND hr_client_id = 0 AND count > 0",
                arguments: [first.description])
            {
                if let day = LocalDate(row[1] as String) { days[row[0], default: []].insert(day) }
            }
            return days
        }
    }
}
