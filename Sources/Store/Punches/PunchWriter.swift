import Attendance
import Database
import Foundation
import SQLiteDatabase
import Sealing

/// Inserts punches and what they owe to HR clients. Value by value through SQLite's driver, because this loop is the
/// program's throughput: arguments as lists cost a third of the rate.
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
    private let engine: SQLiteConnection
    private let insert: SQLiteStatement
    private let owe: SQLiteStatement
    private let find: SQLiteStatement
    private(set) var counts = IngestCounts()
    private var latest = Instant(milliseconds: .min)
    private var scratch: [UInt8] = []
    private var isBehindDuplicate = false
    private var hasHeld = false
    private var tally: TallyDelta
    private var offsets = PunchOffsets()
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
        engine = try database.sqlite()
        insert = try engine.statement(
            """
            INSERT INTO punch (source_id, source_key, code, person_name, at, local_time, offset_seconds,
              direction, source_device, raw, run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source_id, source_key) DO NOTHING
            """)
        owe = try engine.statement(
            """
            INSERT INTO delivery (punch_id, hr_client_id, state, due_at, at, reason_code, hr_code)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        find = try engine.statement("SELECT id, code FROM punch WHERE source_id = ? AND source_key = ?")
        insert.bind(device.sourceID, at: 1)
        insert.bind(runID, at: 11)
        find.bind(device.sourceID, at: 1)
    }

    mutating func write(_ punch: borrowing Punch) throws {
        guard punch.isStorable else { return try write(punch.storable) }
        // Known records come in runs: behind one, looking first saves the attempt to insert.
        if isBehindDuplicate, try meetAgain(copy punch) { return }
        try bindAndStep(punch)
        if punch.at > latest { latest = punch.at }
        isBehindDuplicate = engine.changes == 0
        if isBehindDuplicate {
            _ = try meetAgain(copy punch)
            return
        }
        counts.new += 1
        let id = engine.lastInsertedID
        tally.countPunch(punch.local.date)
        offsets.note(punch.offset)
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
        insert.bind(punch.at.milliseconds, at: 5)
        insert.bind(Int64(punch.offset), at: 7)
        try scratch.withUnsafeBytes { texts in
            func bind(_ column: Int, _ start: Int, _ end: Int) {
                insert.bind(inPlace: UnsafeRawBufferPointer(rebasing: texts[start..<end]), at: column)
            }
            bind(2, 0, ends.0)
            bind(3, ends.0, ends.1)
            bind(4, ends.1, ends.2)
            bind(6, ends.2, ends.3)
            bind(8, ends.3, ends.4)
            bind(9, ends.4, ends.5)
            try punch.raw.withUnsafeBytes { bytes in
                insert.bind(blobInPlace: bytes, at: 10)
                try insert.run()
            }
        }
    }

    private mutating func owe(_ client: Int64, punch: borrowing Punch, id: Int64) throws {
        let received = remembersReceipts ? try receipt(client, punch.sourceKey) : nil
        let state: DeliveryState = received != nil ? .delivered : punch.code.isEmpty ? .parked : .waiting
        owe.bind(id, at: 1)
        owe.bind(client, at: 2)
        owe.bind(state.rawValue, at: 3)
        if let received {
            owe.bind(nil as Int64?, at: 4)
            owe.bind(received.at.milliseconds, at: 5)
            owe.bind(nil as String?, at: 6)
        } else if punch.code.isEmpty {
            owe.bind(nil as Int64?, at: 4)
            owe.bind(now.milliseconds, at: 5)
            owe.bind(DeliveryReason.emptyCode, at: 6)
        } else if punch.at < release.oldest, !release.isAsked {
            owe.bind(nil as Int64?, at: 4)
            owe.bind(nil as Int64?, at: 5)
            owe.bind(DeliveryReason.tooOld, at: 6)
            hasHeld = true
        } else {
            owe.bind(release.dueAt?.milliseconds, at: 4)
            owe.bind(nil as Int64?, at: 5)
            owe.bind(punch.at < release.oldest ? DeliveryReason.asked : nil, at: 6)
        }
        owe.bind(received?.hrCode, at: 7)
        try owe.run()
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
        find.bind(punch.sourceKey, at: 2)
        guard let (id, code) = try find.first({ ($0.integer(at: 0), $0.text(at: 1)) }) else { return false }
        counts.duplicates += 1
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
                ON CONFLICT (source_id, digest) DO NOTHING
                """,
            arguments: [device.sourceID, Data(Digest.blake2b(Array(raw))), reason, Data(raw), now])
    }

    mutating func finish() throws {
        // Cached statements outlive the page; the buffers that were bound to them do not.
        for statement in [insert, owe, find] { statement.clear() }
        guard counts.new > 0 else { return }
        if hasHeld { try database.noteHeld(before: release.oldest) }
        try tally.store(in: database)
        try offsets.store(in: database)
        let newer = database.dialect.greatest("coalesce(latest_punch_at, ?2)", "?2")
        try database.execute(
            sql: """
                UPDATE source SET punch_count = punch_count + ?1, latest_punch_at = \(newer) WHERE id = ?3
                """, arguments: [counts.new, latest, device.sourceID])
    }
}
