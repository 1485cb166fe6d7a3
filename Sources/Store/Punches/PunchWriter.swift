import Attendance
import Foundation
import GRDB
import GRDBSQLite
import Sealing

/// Inserts punches and what they owe to HR clients. SQLite's own calls, because this loop is the program's
/// throughput: binding through the wrapper costs a third of the rate.
struct PunchWriter {
    /// Of one punch's employee code, before it is left as it is.
    static let mostCorrections = 20

    private let database: Database
    private let device: Device
    private let now: Instant
    private let release: ReleaseRule
    private let clients: [Int64]
    /// Whether some client received punches of this source that were cleaned away since.
    private let remembersReceipts: Bool
    private let insert: Statement
    private let owe: Statement
    private let find: Statement
    private(set) var counts = IngestCounts()
    private var latest = Instant(milliseconds: .min)
    private var scratch: [UInt8] = []
    private var isBehindDuplicate = false
    private var hasHeld = false
    private var tally: TallyDelta
    /// Hashes of the people who are in the table, those of this transaction included.
    private(set) var people: Set<Int>
    /// The epoch in which they are.
    let peopleEpoch: Int64

    init(_ database: Database, device: Device, runID: Int64, known: KnownPeople, release: ReleaseRule, now: Instant)
        throws
    {
        self.database = database
        self.device = device
        peopleEpoch = try database.peopleEpoch()
        people = known.snapshot(peopleEpoch)
        tally = TallyDelta(sourceID: device.sourceID)
        self.now = now
        self.release = release
        clients = try Int64.fetchAll(
            database, sql: "SELECT hr_client_id FROM device_hr_client WHERE device_id = ?", arguments: [device.id])
        remembersReceipts =
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM received WHERE source_id = ?)",
                arguments: [device.sourceID]) ?? false
        insert = try database.cachedStatement(
            sql: """
                INSERT INTO punch (source_id, source_key, code, person_name, at, local_time, offset_seconds,
                  direction, source_device, raw, run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (source_id, source_key) DO NOTHING
                """)
        owe = try database.cachedStatement(
            sql: """
                INSERT INTO delivery (punch_id, hr_client_id, state, due_at, at, reason_code, hr_code)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        find = try database.cachedStatement(
            sql: "SELECT id, code FROM punch WHERE source_id = ? AND source_key = ?")
        bind(insert, 1, device.sourceID)
        bind(insert, 11, runID)
        bind(find, 1, device.sourceID)
    }

    mutating func write(_ punch: borrowing Punch) throws {
        // Known records come in runs: behind one, looking first saves the attempt to insert.
        if isBehindDuplicate, try meetAgain(copy punch) { return }
        try bindAndStep(punch)
        if punch.at > latest { latest = punch.at }
        isBehindDuplicate = sqlite3_changes(database.sqliteConnection) == 0
        if isBehindDuplicate {
            _ = try meetAgain(copy punch)
            return
        }
        counts.new += 1
        let id = sqlite3_last_insert_rowid(database.sqliteConnection)
        tally.countPunch(punch.local.date)
        try remember(punch)
        for client in clients { try owe(client, punch: punch, id: id) }
    }

    private mutating func remember(_ punch: borrowing Punch) throws {
        var hasher = Hasher()
        hasher.combine(punch.code)
        hasher.combine(punch.personName)
        if people.insert(hasher.finalize()).inserted {
            try database.remember(code: punch.code, name: punch.personName)
        }
    }

    /// All texts of a row lie in one buffer that is reused, and SQLite reads them there: no copy per column.
    private mutating func bindAndStep(_ punch: borrowing Punch) throws {
        var ends: (Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0)
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: punch.sourceKey.utf8)
        ends.0 = scratch.count
        scratch.append(contentsOf: punch.code.utf8)
        ends.1 = scratch.count
        scratch.append(contentsOf: punch.personName.utf8)
        ends.2 = scratch.count
        punch.local.write(to: &scratch)
        ends.3 = scratch.count
        scratch.append(contentsOf: punch.direction.rawValue.utf8)
        ends.4 = scratch.count
        scratch.append(contentsOf: punch.sourceDevice.utf8)
        ends.5 = scratch.count
        let statement = insert.sqliteStatement
        bind(insert, 5, punch.at.milliseconds)
        bind(insert, 7, Int64(punch.offset))
        try scratch.withUnsafeBytes { texts in
            func bind(_ column: Int32, _ start: Int, _ end: Int) {
                let base = texts.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) }
                sqlite3_bind_text(statement, column, base, Int32(end - start), nil)
            }
            bind(2, 0, ends.0)
            bind(3, ends.0, ends.1)
            bind(4, ends.1, ends.2)
            bind(6, ends.2, ends.3)
            bind(8, ends.3, ends.4)
            bind(9, ends.4, ends.5)
            try punch.raw.withUnsafeBytes { bytes in
                sqlite3_bind_blob64(statement, 10, bytes.baseAddress, UInt64(bytes.count), nil)
                try step(insert)
            }
        }
    }

    private mutating func owe(_ client: Int64, punch: borrowing Punch, id: Int64) throws {
        bind(owe, 1, id)
        bind(owe, 2, client)
        let received = remembersReceipts ? try receipt(client, punch.sourceKey) : nil
        let state: DeliveryState = received != nil ? .delivered : punch.code.isEmpty ? .parked : .waiting
        bind(owe, 3, state.rawValue)
        if let received {
            sqlite3_bind_null(owe.sqliteStatement, 4)
            bind(owe, 5, received.at.milliseconds)
            sqlite3_bind_null(owe.sqliteStatement, 6)
        } else if punch.code.isEmpty {
            sqlite3_bind_null(owe.sqliteStatement, 4)
            bind(owe, 5, now.milliseconds)
            bind(owe, 6, DeliveryReason.emptyCode)
        } else if punch.at < release.oldest, !release.isAsked {
            sqlite3_bind_null(owe.sqliteStatement, 4)
            sqlite3_bind_null(owe.sqliteStatement, 5)
            bind(owe, 6, DeliveryReason.tooOld)
            hasHeld = true
        } else {
            if let dueAt = release.dueAt {
                bind(owe, 4, dueAt.milliseconds)
            } else {
                sqlite3_bind_null(owe.sqliteStatement, 4)
            }
            sqlite3_bind_null(owe.sqliteStatement, 5)
            if punch.at < release.oldest {
                bind(owe, 6, DeliveryReason.asked)
            } else {
                sqlite3_bind_null(owe.sqliteStatement, 6)
            }
        }
        if let hrCode = received?.hrCode { bind(owe, 7, hrCode) } else { sqlite3_bind_null(owe.sqliteStatement, 7) }
        try step(owe)
        tally.countDelivery(punch.local.date, client: client, state: state)
    }

    private func receipt(_ client: Int64, _ key: String) throws -> (at: Instant, hrCode: String?)? {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT at, hr_code FROM received WHERE source_id = ? AND source_key = ? AND hr_client_id = ?",
            arguments: [device.sourceID, key, client])
        return row.map { ($0[0], $0[1]) }
    }

    /// A record that may be known already; false when it is not. Its employee code may have been filled in or mended
    /// at the vendor since.
    private mutating func meetAgain(_ punch: Punch) throws -> Bool {
        bind(find, 2, punch.sourceKey)
        let status = sqlite3_step(find.sqliteStatement)
        guard status == SQLITE_ROW else {
            reset(find)
            if status == SQLITE_DONE { return false }
            throw error(status)
        }
        counts.duplicates += 1
        let id = sqlite3_column_int64(find.sqliteStatement, 0)
        let code = sqlite3_column_text(find.sqliteStatement, 1).map { String(cString: $0) } ?? ""
        reset(find)
        if code != punch.code, !punch.code.isEmpty { try correct(id, with: punch) }
        return true
    }

    /// As long as no HR client has received the punch, the better code is taken over and what waited for it goes.
    private mutating func correct(_ id: Int64, with punch: Punch) throws {
        let isDelivered = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM delivery WHERE punch_id = ? AND state = 1)", arguments: [id])
        guard isDelivered != true else { return }
        // A vendor that sends one record with two codes in turn must not fill the ledger with its changes of mind.
        let noted =
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM punch_correction WHERE punch_id = ?", arguments: [id]) ?? 0
        guard noted < PunchWriter.mostCorrections else { return }
        try database.execute(
            sql: """
                INSERT INTO punch_correction (punch_id, at, old_code, new_code, old_raw)
                SELECT id, ?, code, ?, raw FROM punch WHERE id = ?
                """, arguments: [now, punch.code, id])
        try database.execute(
            sql: "UPDATE punch SET code = ?, person_name = ?, raw = ? WHERE id = ?",
            arguments: [punch.code, punch.personName, Data(punch.raw), id])
        try database.execute(
            sql: """
                UPDATE delivery SET state = 0, due_at = ?, attempts = 0, reason_code = ?, reason = NULL
                WHERE punch_id = ? AND state IN (2, 3)
                """, arguments: [now, release.isAsked ? DeliveryReason.asked : nil, id])
        try remember(punch)
        counts.corrected += 1
    }

    func keep(undecodable raw: ArraySlice<UInt8>, reason: String) throws {
        try database.execute(
            sql: """
                INSERT INTO undecoded (source_id, digest, reason, raw, at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
            arguments: [device.sourceID, Data(Digest.blake2b(Array(raw))), reason, Data(raw), now])
    }

    mutating func finish() throws {
        // Cached statements outlive the page; the buffers that were bound to them do not.
        for statement in [insert, owe, find] { sqlite3_clear_bindings(statement.sqliteStatement) }
        guard counts.new > 0 else { return }
        if hasHeld { try database.noteHeld(before: release.oldest) }
        try tally.store(in: database)
        try database.execute(
            sql: """
                UPDATE source SET punch_count = punch_count + ?,
                  latest_punch_at = max(ifnull(latest_punch_at, ?), ?) WHERE id = ?
                """, arguments: [counts.new, latest, latest, device.sourceID])
    }

    // MARK: SQLite

    private func bind(_ statement: Statement, _ index: Int32, _ value: Int64) {
        sqlite3_bind_int64(statement.sqliteStatement, index, value)
    }

    private func bind(_ statement: Statement, _ index: Int32, _ text: String) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                _ = sqlite3_bind_text(
                    statement.sqliteStatement, index, $0.baseAddress, Int32($0.count), transient)
            }
        }
    }

    private func step(_ statement: Statement) throws {
        let code = sqlite3_step(statement.sqliteStatement)
        reset(statement)
        guard code == SQLITE_DONE else { throw error(code) }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
    }

    private func reset(_ statement: Statement) { sqlite3_reset(statement.sqliteStatement) }
}

/// Tells SQLite to copy what is bound.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
