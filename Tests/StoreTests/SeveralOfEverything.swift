import Attendance
import Database
import Foundation
import SQLiteDatabase
import Store
import TestSupport
import Testing

/// More than one client, device and day: what belongs to one must not be taken for another's.
extension Ledger {
    func addClient(_ name: String) async throws -> HRClient {
        let draft = HRClientDraft(
            name: name, kind: "webhook", identity: name, fields: FieldValues(), secrets: FieldValues())
        return try await store.hrClients.add(draft, act: Act(by: .person("test"), at: now))
    }

    func addDevice(
        _ name: String, place: String, zone: Zone = .vietnam, hr: [String] = ["HR"]
    ) async throws -> Device {
        try await store.devices.add(
            Ledger.draft(name, place: place, zone: zone, hr: hr), act: Act(by: .person("test"), at: now))
    }

    func attach(_ names: [String]) async throws {
        _ = try await store.devices.edit(
            device, to: Ledger.draft("Office", hr: names), act: Act(by: .person("test"), at: now))
    }

    static func punch(_ key: String, at: Instant, code: String = "1001", zone: Zone = .vietnam) -> Punch {
        Punch(
            sourceKey: key, code: code, personName: "Lan", at: at, local: zone.local(at: at),
            offset: zone.offset(at: at), raw: Array("{}".utf8)[...])
    }

    /// Ingests punches that are released by a rule of the test's own.
    @discardableResult
    func ingest(_ punches: [Punch], into device: Device? = nil, _ release: ReleaseRule) async throws -> SyncRun {
        let device = device ?? self.device
        let window = try #require(Window(from: now - .hours(72), to: now))
        let plan = RunPlan(window: window, settlesFirstSync: true)
        let run = try await store.runs.begin(plan, device: device, cause: .device, act: Act(by: .command, at: now))
        let page = IngestPage(rows: punches.count, punches: punches, checkpoint: "c")
        _ = try await store.runs.ingest([page], run: run, device: device, release: release, now: now)
        return run
    }

    /// The keys of what is due to a client, in the order in which it goes.
    func due(
        _ client: HRClient? = nil, at instant: Instant? = nil, _ scope: DeliveryScope = DeliveryScope(),
        limit: Int = 1000
    ) async throws -> [String] {
        let due = try await store.deliveries.due(
            client ?? self.client, at: instant ?? now, scope: scope, limit: limit)
        return due.map(\.punch.sourceKey)
    }

    /// Settles what is due, that of some keys where they are named.
    func settle(
        _ outcome: Settlement, _ keys: Set<String>? = nil, of client: HRClient? = nil, at instant: Instant? = nil
    ) async throws {
        let client = client ?? self.client
        let due = try await store.deliveries.due(client, at: now, limit: 1000)
        let meant = due.filter { keys?.contains($0.punch.sourceKey) ?? true }
        try await store.deliveries.settle(client, meant.map { ($0.punch.id, outcome) }, now: instant ?? now)
    }

    /// One value of the file itself.
    func value<Value: Storable>(_ sql: String) throws -> Value? {
        let queue = try SQLiteFile(path: directory.appending(path: "rollcall.db").path)
        defer { try? queue.close() }
        return try queue.read { try Value.fetchOne($0, sql: sql) }
    }

    func change(_ sql: String) throws {
        let queue = try SQLiteFile(path: directory.appending(path: "rollcall.db").path)
        defer { try? queue.close() }
        try queue.write { try $0.execute(sql: sql) }
    }

    func events(_ event: String) async throws -> Int {
        try await store.history.entries(limit: 1000).count { $0.event == event }
    }

    /// Where the counters differ from what they count.
    func miscounted() throws -> [String] {
        let queue = try SQLiteFile(path: directory.appending(path: "rollcall.db").path)
        defer { try? queue.close() }
        return try queue.read { database in
            func lines(_ sql: String) throws -> Set<String> {
                Set(
                    try Row.fetchAll(database, sql: sql).map { row in
                        row.values.map { String(describing: $0) }.joined(separator: " ")
                    })
            }
            let kept = try lines(
                "SELECT day, source_id, hr_client_id, state, count FROM tally WHERE count <> 0")
            let counted = try lines(
                """
                SELECT substr(local_time, 1, 10), source_id, 0, 0, count(*) FROM punch GROUP BY 1, 2
                UNION ALL SELECT substr(local_time, 1, 10), source_id, hr_client_id, state, count(*)
                FROM delivery JOIN punch ON punch.id = delivery.punch_id GROUP BY 1, 2, 3, 4
                """)
            return kept.symmetricDifference(counted).sorted()
        }
    }
}
