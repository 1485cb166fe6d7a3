import Attendance
import Database
import Foundation
import SQLiteDatabase
import Sealing
import UnbindingCases

/// Cleaning up, backing up.
public struct MaintenanceRepository: Sendable {
    let file: StoreFile

    /// Removes all devices; their punches stay.
    public func cleanDevices(act: Act) async throws(StoreFailure) -> Int {
        try await file.write { database in
            let devices = try database.devices("ORDER BY device.id")
            for device in devices { _ = try database.removeDevice(device, withPunches: false, act: act) }
            return devices.count
        }
    }

    /// Removes punches; what HR clients received is remembered, so that a re-sync sends nothing twice.
    public func cleanPunches(before: Instant?, act: Act) async throws(StoreFailure) -> Int {
        try await file.write { database in
            let removed = try database.removePunches(ofSource: nil, before: before)
            try database.recordHistory(
                "punches.cleaned", "", Phrase(en: "\(removed) punches removed", vi: "đã xóa \(removed) bản ghi"),
                act: act)
            return removed
        }
    }

    /// Forgets what HR clients received before an instant: a push with dates sends it again.
    public func cleanPushHistory(before: Instant?, act: Act) async throws(StoreFailure) -> Int {
        try await file.write { database in
            let end = before ?? Instant(milliseconds: .max)
            let removed =
                try database.execute(
                    sql: "DELETE FROM delivery WHERE state = 1 AND coalesce(at, 0) < ?", arguments: [end])
                + database.execute(sql: "DELETE FROM received WHERE at < ?", arguments: [end])
            try database.recordHistory(
                "push-history.cleaned", "",
                Phrase(en: "\(removed) receipts forgotten", vi: "đã quên \(removed) lần đã gửi"), act: act)
            return removed
        }
    }

    /// Copies the database, consistent, while others write. The key goes along only where it is asked for.
    ///
    /// - Returns: where the logs of its cases end: to be kept where nobody who can change the data directory can.
    @discardableResult
    public func backUp(to path: String, withKey: Bool) async throws(StoreFailure) -> [CaseLog.Head] {
        let temporary = path + ".part"
        try? FileManager.default.removeItem(atPath: temporary)
        defer { try? FileManager.default.removeItem(atPath: temporary) }
        do {
            let copy = try file.pool.backUp(to: temporary)
            let heads = try copy.write { database in
                try database.execute(sql: "DELETE FROM meta WHERE name = 'backup-key'")
                if withKey, let key = file.key {
                    try database.execute(
                        sql: "INSERT INTO meta (name, value) VALUES ('backup-key', ?)", arguments: [key.text])
                }
                return try database.logHeads()
            }
            try copy.close()
            guard rename(temporary, path) == 0 else {
                throw DataFailure.directory(path: path, reason: String(cString: strerror(errno)))
            }
            return heads
        } catch DatabaseError.cannotOpen {
            throw .data(.directory(path: path, reason: "the file cannot be created"))
        } catch {
            throw StoreFailure(error)
        }
    }
}
