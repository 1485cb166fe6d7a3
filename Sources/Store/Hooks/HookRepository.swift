import Attendance
import Database
import Foundation
import Sealing

extension Announcement {
    init(_ row: Row) {
        self.init(
            id: row["id"], deviceID: row["device_id"], at: row["at"], code: row["code"],
            personName: row["person_name"], receivedAt: row["received_at"],
            state: State(rawValue: row["state"]) ?? .announced, attempts: row["attempts"])
    }
}

/// What arrives by webhook: the addresses, and what was announced on them.
public struct HookRepository: Sendable {
    let file: StoreFile

    /// Makes a device's address anew; an earlier one is dead from now on.
    public func make(for device: Device, act: Act) async throws(StoreFailure) -> String {
        let secret = BearerSecret.make()
        try await file.write { database in
            try SecretBox(owner: .hook, id: device.id, key: file.key)
                .store(FieldValues(["address": [secret]]), in: database)
            try database.execute(
                sql: """
                    INSERT INTO hook (device_id, digest, created_at) VALUES (?, ?, ?)
                    ON CONFLICT (device_id) DO UPDATE SET digest = excluded.digest, created_at = excluded.created_at
                    """, arguments: [device.id, Data(BearerSecret.digest(secret)), act.at])
            try database.recordHistory(
                "hook.made", device.name, Phrase(en: "webhook address made", vi: "đã tạo địa chỉ webhook"),
                act: act)
        }
        return secret
    }

    public func remove(for device: Device, act: Act) async throws(StoreFailure) {
        try await file.write { database in
            try SecretBox(owner: .hook, id: device.id, key: nil).remove(from: database)
            try database.execute(sql: "DELETE FROM hook WHERE device_id = ?", arguments: [device.id])
            try database.recordHistory(
                "hook.removed", device.name, Phrase(en: "webhook address removed", vi: "đã xóa địa chỉ webhook"),
                act: act)
        }
    }

    /// A device's hook and its secret; nil when it has none.
    public func find(of device: Device) async throws(StoreFailure) -> (hook: Hook, secret: String)? {
        try await file.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM hook WHERE device_id = ?", arguments: [device.id])
            guard let row else { return nil }
            let values = try SecretBox(owner: .hook, id: device.id, key: file.key).load(from: database)
            return (
                Hook(
                    createdAt: row["created_at"], lastCallAt: row["last_call_at"], calls: row["calls"],
                    refused: row["refused"]), values["address"] ?? ""
            )
        }
    }

    // MARK: Calls

    /// What an address leads to; nil for a stranger's.
    public func address(kind: String, secret: String) async throws(StoreFailure) -> HookAddress? {
        try await file.read { database in
            let device = try database.devices(
                "JOIN hook ON hook.device_id = device.id WHERE hook.digest = ? AND device.kind = ?",
                [Data(BearerSecret.digest(secret)), kind]
            ).first
            return try device.map { try database.hookAddress($0.id, for: $0, key: file.key) }
        }
    }

    /// The same address for another source of its vendor account; nil where no device here has it.
    public func address(
        _ address: HookAddress, forIdentity identity: String
    ) async throws(StoreFailure) -> HookAddress? {
        try await file.read { database in
            let device = try database.devices(
                "JOIN source s ON s.id = device.source_id WHERE device.kind = ? AND s.identity = ?",
                [address.device.kind, identity]
            ).first
            return try device.map { try database.hookAddress(address.hookDeviceID, for: $0, key: file.key) }
        }
    }

    /// Stores calls, all in one commit; durable when it returns.
    public func take(_ arrivals: [HookArrival], now: Instant) async throws(StoreFailure) -> [HookReceipt] {
        let taken = try await file.write { database in
            var batch = try HookBatch(database, known: file.knownPeople, now: now)
            return (receipts: try batch.take(arrivals), people: batch.people)
        }
        if let people = taken.people { file.knownPeople.replace(people.hashes, epoch: people.epoch) }
        return taken.receipts
    }

    // MARK: Records found by a pull

    /// Stores what a pull found that confirms announcements.
    public func ingest(
        _ page: IngestPage, device: Device, release: ReleaseRule, now: Instant
    ) async throws(StoreFailure) -> IngestCounts {
        try await file.write { database in
            var writer = try PunchWriter(
                database, device: device, runID: 0, known: file.knownPeople, release: release, now: now)
            try writer.write(page)
            try writer.finish()
            return writer.counts
        }
    }

    // MARK: Announcements

    /// Keeps what was announced; durable when it returns. A repetition is known by its key.
    ///
    /// - Returns: Whether it is news.
    public func announce(_ punch: Punch, device: Device, now: Instant) async throws(StoreFailure) -> Bool {
        try await file.write { try $0.announce(punch, device.id, now: now) }
    }

    /// Announcements that wait for a pull and are due, the oldest first.
    public func due(now: Instant, limit: Int = 100) async throws(StoreFailure) -> [Announcement] {
        try await file.read {
            try Row.fetchAll(
                $0,
                sql: """
                    SELECT * FROM announcement WHERE state = 0 AND next_attempt_at <= ?
                    ORDER BY next_attempt_at LIMIT ?
                    """, arguments: [now, limit]
            ).map(Announcement.init)
        }
    }

    /// What is announced and not confirmed yet, the newest first, with the device's name.
    public func open(limit: Int = 20) async throws(StoreFailure) -> [(announcement: Announcement, device: String)] {
        try await file.read {
            try Row.fetchAll(
                $0,
                sql: """
                    SELECT announcement.*, device.name AS device_name FROM announcement
                    JOIN device ON device.id = announcement.device_id
                    WHERE state = 0 ORDER BY announcement.id DESC LIMIT ?
                    """, arguments: [limit]
            ).map { (Announcement($0), $0["device_name"]) }
        }
    }

    /// Whether the ledger has a punch of that person within the announced second: what confirms an announcement,
    /// since webhooks and pulls may differ below the second.
    public func isConfirmed(_ announcement: Announcement, device: Device) async throws(StoreFailure) -> Bool {
        let start = Instant(seconds: announcement.at.seconds)
        return try await file.read { database in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM punch \(database.dialect.indexed(by: "punch_source_at"))
                      WHERE source_id = ? AND at >= ? AND at < ? AND (code = ? OR person_name = ?))
                    """,
                arguments: [
                    device.sourceID, start, start + .seconds(1), announcement.code, announcement.personName,
                ]) ?? false
        }
    }

    public func settle(
        _ announcement: Announcement, _ state: Announcement.State, nextAttemptAt: Instant, device: Device, now: Instant
    ) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(
                sql: "UPDATE announcement SET state = ?, attempts = attempts + 1, next_attempt_at = ? WHERE id = ?",
                arguments: [state.rawValue, nextAttemptAt, announcement.id])
            // Confirmed ones have their punch; the ledger remembers those.
            try database.execute(
                sql: "DELETE FROM announcement WHERE state = 1 AND received_at < ?", arguments: [now - .hours(24 * 7)])
            guard state == .notFound else { return }
            try database.recordHistory(
                "hook.not-found", device.name,
                Phrase(
                    en:
                        "a webhook announced “\(announcement.personName)” (\(announcement.code)) at \(device.zone.rfc3339(announcement.at)), but the vendor's own list does not have it",
                    vi:
                        "webhook báo “\(announcement.personName)” (\(announcement.code)) lúc \(device.zone.rfc3339(announcement.at)), nhưng danh sách của nhà cung cấp không có"
                ), act: Act(by: .schedule, at: now))
        }
    }
}
