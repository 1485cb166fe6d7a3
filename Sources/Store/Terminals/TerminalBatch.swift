import Attendance
import Database

/// Calls of terminals that share one commit: each one's records, cursor and counts together, or nothing of it.
struct TerminalBatch {
    private let database: Database
    private let known: KnownPeople
    private let now: Instant
    private let revision: Int64
    /// Who is known once the commit is done; nil where no record came.
    private(set) var people: (hashes: Set<Int>, epoch: Int64)?

    init(_ database: Database, known: KnownPeople, now: Instant) throws {
        self.database = database
        self.known = known
        self.now = now
        revision = try database.hookRevision()
    }

    mutating func take(_ arrivals: [TerminalArrival]) throws -> [TerminalReceipt] {
        var receipts = [TerminalReceipt](repeating: .stale, count: arrivals.count)
        let fresh = arrivals.indices.filter { arrivals[$0].address.revision == revision }
        for (_, places) in Dictionary(grouping: fresh, by: { arrivals[$0].address.device.id }) {
            try take(arrivals, at: places, into: &receipts)
        }
        return receipts
    }

    /// Calls of one terminal, in the order in which they came.
    private mutating func take(
        _ arrivals: [TerminalArrival], at places: [Int], into receipts: inout [TerminalReceipt]
    ) throws {
        guard let address = places.first.map({ arrivals[$0].address }) else { return }
        var contact = TerminalContactWriter(database, address.device, now: now)
        try contact.load()
        var records = TerminalRecords(database, address, known: known, now: now)
        for place in places {
            let arrival = arrivals[place]
            var new = 0
            switch arrival.content {
            case .refused(let reason):
                try contact.refuse(reason, from: arrival.peer)
                receipts[place] = .taken(new: 0)
                // It is the terminal itself that brings too much.
                guard reason == .tooLarge else { continue }
            case .contact: break
            case .facts(let facts, let isWrongMode):
                contact.note(facts, isWrongMode: isWrongMode)
            case .punches(let page, let stamp, let otherOffset):
                new = try records.write(page)
                if let stamp { try keep(stamp, .punches, address.device) }
                contact.note(page, otherOffset: otherOffset)
            case .people(let people, let stamp):
                try remember(people, address.device)
                if let stamp { try keep(stamp, .people, address.device) }
            case .reports(let reports, let facts):
                for report in reports { try note(report, address.device) }
                contact.note(facts, isWrongMode: nil)
            }
            try contact.meet(at: arrival.peer)
            receipts[place] = .taken(new: new)
        }
        try records.finish()
        if let written = records.people {
            people = (written.hashes.union(people?.hashes ?? []), written.epoch)
        }
        try contact.store()
    }

    private func keep(_ stamp: String, _ name: TerminalStamp, _ device: Device) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO terminal_stamp (device_id, name, stamp) VALUES (?, ?, ?)
                ON CONFLICT (device_id, name) DO UPDATE SET stamp = excluded.stamp
                """
        ).execute(arguments: [device.id, name.rawValue, stamp])
    }

    private func remember(_ people: [TerminalPerson], _ device: Device) throws {
        guard !people.isEmpty else { return }
        let count = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM terminal_person WHERE device_id = ?", arguments: [device.id])
        guard (count ?? 0) + people.count <= TerminalPerson.most else { return }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO terminal_person (device_id, code, name) VALUES (?, ?, ?)
                ON CONFLICT (device_id, code) DO UPDATE SET name = excluded.name
                """)
        for person in people { try statement.execute(arguments: [device.id, person.code, person.name]) }
    }

    /// What a terminal reports of another's order changes nothing.
    private func note(_ report: TerminalReport, _ device: Device) throws {
        try database.cachedStatement(
            sql: """
                UPDATE terminal_order SET code = ?, count = ?, reported_at = ?
                WHERE id = ? AND device_id = ? AND fetched_at IS NOT NULL AND reported_at IS NULL
                """
        ).execute(arguments: [report.code, report.count, now, report.id, device.id])
    }
}
