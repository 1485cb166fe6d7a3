import Attendance
import Database

/// The records that one terminal hands in within one commit.
struct TerminalRecords {
    private let database: Database
    private let address: PushAddress
    private let known: KnownPeople
    private let now: Instant
    private var writer: PunchWriter?
    /// The order that is being carried out, and the run that waits for it.
    private var waiting: (order: Int64, run: Int64, isAsked: Bool)?
    private var rows = 0
    private var skipped: [String: Int] = [:]

    init(_ database: Database, _ address: PushAddress, known: KnownPeople, now: Instant) {
        self.database = database
        self.address = address
        self.known = known
        self.now = now
    }

    /// Who is known once the commit is done; nil where no record came.
    var people: (hashes: Set<Int>, epoch: Int64)? { writer.map { ($0.people, $0.peopleEpoch) } }

    /// - Returns: how many are new.
    mutating func write(_ page: IngestPage) throws -> Int {
        if writer == nil {
            waiting = try openOrder()
            writer = try PunchWriter(
                database, device: address.device, runID: waiting?.run ?? 0, known: known,
                release: ReleaseRule(
                    dueAt: address.isDueAtOnce ? now : nil, isAsked: waiting?.isAsked ?? false, now: now),
                now: now)
        }
        let before = writer?.counts.new ?? 0
        var page = page
        leaveOut(beforeStart: &page)
        for index in page.punches.indices {
            page.punches[index].personName = try name(of: page.punches[index].code)
        }
        try writer?.write(page)
        rows += page.rows
        skipped.merge(page.skipped, uniquingKeysWith: +)
        for record in page.undecodable { skipped[record.reason, default: 0] += 1 }
        return (writer?.counts.new ?? 0) - before
    }

    /// What lies before the day from which the device is read, unless a person asked for it.
    private func leaveOut(beforeStart page: inout IngestPage) {
        guard let day = address.device.syncFrom, waiting?.isAsked != true else { return }
        let start = address.device.zone.startOfDay(day)
        let count = page.punches.count
        page.punches.removeAll { $0.at < start }
        if page.punches.count < count { page.skipped["beforeStart", default: 0] += count - page.punches.count }
    }

    mutating func finish() throws {
        guard var writer else { return }
        try writer.finish()
        self.writer = writer
        guard let waiting else { return }
        try database.execute(
            sql: "UPDATE terminal_order SET rows = rows + ? WHERE id = ?", arguments: [rows, waiting.order])
        var counts = try Column.counts(
            String.fetchOne(
                database, sql: "SELECT skipped FROM sync_run WHERE id = ?", arguments: [waiting.run]) ?? "{}")
        counts.merge(skipped, uniquingKeysWith: +)
        try database.execute(
            sql: """
                UPDATE sync_run SET fetched = fetched + ?, new = new + ?, duplicates = duplicates + ?, skipped = ?
                WHERE id = ?
                """,
            arguments: [rows, writer.counts.new, writer.counts.duplicates, Column.text(counts), waiting.run])
    }

    /// Of the run that waits for records; nil where none does.
    private func openOrder() throws -> (order: Int64, run: Int64, isAsked: Bool)? {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT terminal_order.id, terminal_order.run_id, sync_run.asked FROM terminal_order
                    JOIN sync_run ON sync_run.id = terminal_order.run_id
                    WHERE terminal_order.device_id = ? AND sync_run.device_id = ? AND terminal_order.withdrawn = 0
                      AND terminal_order.word = 'records' AND terminal_order.fetched_at IS NOT NULL
                      AND sync_run.ended_at IS NULL ORDER BY terminal_order.id DESC LIMIT 1
                    """), arguments: [address.device.id, address.device.id])
        return row.map { ($0[0], $0[1], $0[2]) }
    }

    private func name(of code: String) throws -> String {
        let statement = try database.cachedStatement(
            sql: "SELECT name FROM terminal_person WHERE device_id = ? AND code = ?")
        return try String.fetchOne(statement, arguments: [address.device.id, code]) ?? ""
    }
}
