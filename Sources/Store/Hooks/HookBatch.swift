import Attendance
import Database
import Foundation
import ProgramSettings
import Sealing

/// Calls of webhooks that share one commit.
struct HookBatch {
    private let database: Database
    private let known: KnownPeople
    private let now: Instant
    private let revision: Int64
    /// Who is known once the commit is done; nil where no punch came.
    private(set) var people: (hashes: Set<Int>, epoch: Int64)?

    init(_ database: Database, known: KnownPeople, now: Instant) throws {
        self.database = database
        self.known = known
        self.now = now
        revision = try database.hookRevision()
    }

    mutating func take(_ arrivals: [HookArrival]) throws -> [HookReceipt] {
        var receipts = [HookReceipt](repeating: .stale, count: arrivals.count)
        let fresh = arrivals.indices.filter { arrivals[$0].address.revision == revision }
        for (_, places) in Dictionary(grouping: fresh, by: { arrivals[$0].address.device.id }) {
            try take(arrivals, at: places, into: &receipts)
        }
        for (hook, places) in Dictionary(grouping: fresh, by: { arrivals[$0].address.hookDeviceID }) {
            let refused = places.count { if case .refused = arrivals[$0].content { true } else { false } }
            try count(hook, taken: places.count - refused, refused: refused)
        }
        return receipts
    }

    /// Calls for one device, in the order in which they came.
    private mutating func take(
        _ arrivals: [HookArrival], at places: [Int], into receipts: inout [HookReceipt]
    ) throws {
        var writer: PunchWriter?
        for place in places {
            let address = arrivals[place].address
            switch arrivals[place].content {
            case .ignored, .refused: receipts[place] = .counted
            case .announced(let punch):
                receipts[place] = try database.announce(punch, address.device.id, now: now) ? .announced : .known
            case .records(let page):
                if writer == nil { writer = try self.writer(for: address) }
                let before = writer?.counts.new ?? 0
                try writer?.write(page)
                let new = (writer?.counts.new ?? 0) - before
                receipts[place] = new > 0 ? .stored(new: new) : .known
            }
        }
        try writer?.finish()
        if let writer { people = (writer.people.union(people?.hashes ?? []), writer.peopleEpoch) }
    }

    private func writer(for address: HookAddress) throws -> PunchWriter {
        try PunchWriter(
            database, device: address.device, runID: 0, known: known,
            release: ReleaseRule(dueAt: address.isDueAtOnce ? now : nil, now: now), now: now)
    }

    private func count(_ device: Int64, taken: Int, refused: Int) throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE hook SET last_call_at = ?, calls = calls + ?, refused = refused + ? WHERE device_id = ?")
        try statement.execute(arguments: [now, taken, refused, device])
    }
}

extension Database {
    /// Grows with every change of what calls are read by: addresses, devices, secrets, settings (by triggers).
    func hookRevision() throws -> Int64 {
        try Int64.fetchOne(try cachedStatement(sql: "SELECT value FROM hook_revision")) ?? 0
    }

    func hookAddress(_ hookDevice: Int64, for device: Device, key: SealingKey?) throws -> HookAddress {
        HookAddress(
            hookDeviceID: hookDevice, device: device,
            fields: device.fields.merging(try deviceSecrets(device.id, key: key)),
            isDueAtOnce: try settings().pushAfterSync, revision: try hookRevision())
    }

    /// Whether the announcement is news.
    func announce(_ punch: Punch, _ device: Int64, now: Instant) throws -> Bool {
        let statement = try cachedStatement(
            sql: """
                INSERT INTO announcement (device_id, key, at, code, person_name, raw, received_at, next_attempt_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device_id, key) DO NOTHING
                """)
        return try statement.execute(
            arguments: [
                device, punch.sourceKey, punch.at, punch.code, punch.personName, Data(punch.raw), now, now,
            ]) > 0
    }
}

extension PunchWriter {
    /// Everything of a page, what cannot be decoded included.
    mutating func write(_ page: IngestPage) throws {
        for punch in page.punches { try write(punch) }
        for record in page.undecodable { try keep(undecodable: record.raw, reason: record.reason) }
    }
}
