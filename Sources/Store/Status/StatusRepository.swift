import Attendance
import Database

public struct StatusRepository: Sendable {
    let file: StoreFile

    public func status(from: Instant?, to: Instant?) async throws(StoreFailure) -> Status {
        if from == nil, to == nil { return try await status(days: nil) }
        let filter = PunchFilter(from: from, to: to)
        return try await file.read { database in
            let (condition, arguments) = filter.condition()
            var bySource: [Int64: StatusCounts] = [:]
            var byClient: [Int64: StatusCounts] = [:]
            let pulled = try Row.fetchAll(
                database, sql: "SELECT source_id, count(*) FROM punch WHERE \(condition) GROUP BY source_id",
                arguments: arguments)
            for row in pulled { bySource[row[0], default: StatusCounts()].pulled += row[1] as Int }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT punch.source_id, delivery.hr_client_id, delivery.state, count(*)
                    FROM punch JOIN delivery ON delivery.punch_id = punch.id WHERE \(condition) GROUP BY 1, 2, 3
                    """, arguments: arguments)
            for row in rows {
                guard let state = DeliveryState(rawValue: row[2]) else { continue }
                bySource[row[0], default: StatusCounts()].add(state, row[3])
                byClient[row[1], default: StatusCounts()].add(state, row[3])
            }
            return try database.status(bySource: bySource, byClient: byClient)
        }
    }

    /// Open deliveries of a client by state, and how long the oldest waiting one waits: what metrics show, from
    /// indices alone.
    public func backlog(_ client: HRClient) async throws(StoreFailure) -> [DeliveryState: Int] {
        try await DeliveryRepository(file: file).counts(client)
    }

    public func deliveredUpTo(_ client: HRClient) async throws(StoreFailure) -> Instant? {
        try await file.read { try $0.deliveredUpTo(client) }
    }
}

extension Database {
    /// Puts counts beside the devices and clients they belong to.
    func status(
        bySource counted: [Int64: StatusCounts], byClient: [Int64: StatusCounts]
    ) throws -> Status {
        var bySource = counted
        for row in try Row.fetchAll(self, sql: "SELECT source_id, count(*) FROM undecoded GROUP BY source_id") {
            bySource[row[0], default: StatusCounts()].undecoded = row[1]
        }
        var status = Status()
        for counts in bySource.values {
            status.total.pulled += counts.pulled
            status.total.undecoded += counts.undecoded
            for state in DeliveryState.allCases { status.total.add(state, counts[state]) }
        }
        // Of whole devices this would take longer than all the counts.
        let devices = try Row.fetchAll(
            self, sql: "SELECT name, source_id, complete_up_to, attention FROM device ORDER BY id")
        for device in devices {
            status.devices.append(
                Status.Line(
                    name: device[0], counts: bySource[device[1]] ?? StatusCounts(), upTo: device[2],
                    attention: Column.phrase(device[3])))
        }
        for client in try hrClients("WHERE removed_at IS NULL ORDER BY id") {
            var counts = byClient[client.id] ?? StatusCounts()
            counts.pulled = counts.delivered + counts.waiting + counts.parked + counts.rejected
            status.hrClients.append(
                Status.Line(
                    name: client.name, counts: counts, upTo: try deliveredUpTo(client),
                    attention: client.attention))
        }
        return status
    }

    /// Everything before this instant has reached the client: all its devices are complete up to there, and no
    /// punch before it is waiting, parked or rejected. Nil while a device is not complete, or none is attached.
    func deliveredUpTo(_ client: HRClient) throws -> Instant? {
        let row = try Row.fetchOne(
            self,
            sql: """
                SELECT count(*), count(device.complete_up_to), min(device.complete_up_to) FROM device
                JOIN device_hr_client link ON link.device_id = device.id WHERE link.hr_client_id = ?
                """, arguments: [client.id])
        guard let row, row[0] as Int > 0, row[0] as Int == row[1] as Int, let complete: Instant = row[2] else {
            return nil
        }
        let oldest = try oldestOpen(client)
        return min(complete, oldest ?? complete)
    }
    /// When the oldest punch happened that the client has not received. The counters know its day and source, so
    /// that only that day is looked through.
    private func oldestOpen(_ client: HRClient) throws -> Instant? {
        let day = try String.fetchOne(
            self,
            sql: """
                SELECT min(day) FROM tally \(dialect.indexed(by: "tally_open"))
                WHERE hr_client_id = ? AND hr_client_id > 0 AND state <> 1 AND count > 0
                """, arguments: [client.id])
        guard let day, let date = LocalDate(day) else { return nil }
        // Zones are up to 26 hours apart: the end of a day may come after the start of the day after next elsewhere.
        let last = date.adding(days: 2).description
        let sources = try Int64.fetchAll(
            self,
            sql: """
                SELECT DISTINCT source_id FROM tally
                WHERE day >= ? AND day <= ? AND hr_client_id = ? AND state <> 1 AND count > 0
                """, arguments: [day, last, client.id])
        let edge = Instant(milliseconds: date.daysSince1970 * 86_400_000) - .hours(14)
        return try sources.compactMap { sourceID in
            try Instant.fetchOne(
                self,
                sql: """
                    SELECT punch.at FROM punch \(dialect.indexed(by: "punch_source_at"))
                    WHERE punch.source_id = ? AND punch.at >= ? AND EXISTS (
                      SELECT 1 FROM delivery WHERE punch_id = punch.id AND hr_client_id = ? AND state <> 1)
                    ORDER BY punch.at LIMIT 1
                    """, arguments: [sourceID, edge, client.id])
        }.min()
    }
}
