import Attendance
import GRDB

/// The settings of the whole program.
public struct Settings: Hashable, Sendable {
    /// Minutes between timed syncs of devices without a period of their own; 0 is off.
    public var autoSyncMinutes = 2
    /// Deliver what a run stored right after it.
    public var pushAfterSync = true
    /// Minutes between timed pushes; 0 is off.
    public var autoPushMinutes = 0
    /// Timed pushes send punches of the last so many days.
    public var pushWithinDays = 3
    /// The hours of timed syncs, in each device's local time.
    public var syncHours = SyncHours.always
    /// Of times that belong to no device, and offered to new devices.
    public var zone = Zone.vietnam
    /// A device without a punch for so many hours of its usual days is called silent; 0 never.
    public var silentAfterHours = 24
    /// Nil follows the terminal's or browser's language.
    public var language: Language?

    public static let names = [
        "auto-sync-minutes", "push-after-sync", "auto-push-minutes", "push-within-days", "sync-hours", "language",
        "time-zone", "silent-after-hours",
    ]

    public init() {}

    /// Name and value, as `settings show` prints them.
    public var listed: [(name: String, value: String)] {
        [
            ("auto-sync-minutes", String(autoSyncMinutes)), ("push-after-sync", String(pushAfterSync)),
            ("auto-push-minutes", String(autoPushMinutes)), ("push-within-days", String(pushWithinDays)),
            ("sync-hours", syncHours.description), ("language", language?.rawValue ?? "auto"),
            ("time-zone", zone.identifier), ("silent-after-hours", String(silentAfterHours)),
        ]
    }

    /// Takes one setting from text.
    ///
    /// - Throws: `StoreError` that says what the setting takes.
    public mutating func set(_ name: String, _ value: String) throws(StoreError) {
        switch name {
        case "auto-sync-minutes": autoSyncMinutes = try Settings.number(name, value, 0...1440)
        case "auto-push-minutes": autoPushMinutes = try Settings.number(name, value, 0...1440)
        case "push-within-days": pushWithinDays = try Settings.number(name, value, 1...366)
        case "push-after-sync":
            guard let flag = Bool(value) else {
                throw Settings.refusal(name, en: "true or false", vi: "true hoặc false")
            }
            pushAfterSync = flag
        case "sync-hours":
            guard let hours = SyncHours(value) else {
                throw Settings.refusal(
                    name, en: "always, or only/avoid with spans such as “only 08:20-09:40,17:25-17:35”",
                    vi: "always, hoặc only/avoid kèm các khoảng như “only 08:20-09:40,17:25-17:35”")
            }
            syncHours = hours
        case "silent-after-hours": silentAfterHours = try Settings.number(name, value, 0...8760)
        case "time-zone":
            guard let zone = Zone(identifier: value) else {
                throw Settings.refusal(
                    name, en: "a time zone such as Asia/Ho_Chi_Minh", vi: "múi giờ dạng Asia/Ho_Chi_Minh")
            }
            self.zone = zone
        case "language":
            guard value == "auto" || Language(rawValue: value) != nil else {
                throw Settings.refusal(name, en: "vi, en or auto", vi: "vi, en hoặc auto")
            }
            language = Language(rawValue: value)
        default: throw .noSuch(.setting, name)
        }
    }

    private static func number(_ name: String, _ value: String, _ range: ClosedRange<Int>) throws(StoreError) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw refusal(
                name, en: "a whole number from \(range.lowerBound) to \(range.upperBound)",
                vi: "số nguyên từ \(range.lowerBound) đến \(range.upperBound)")
        }
        return number
    }

    private static func refusal(_ name: String, en: String, vi: String) -> StoreError {
        .refused(Phrase(en: "the setting “\(name)” takes \(en)", vi: "thiết lập “\(name)” nhận \(vi)"))
    }
}

public struct SettingsRepository: Sendable {
    let file: StoreFile

    public func current() async throws(StoreError) -> Settings {
        try await file.read { try $0.settings() }
    }

    public func set(_ name: String, _ value: String, actor: String, now: Instant) async throws(StoreError) {
        try await file.write { database in
            var settings = try database.settings()
            try settings.set(name, value)
            let stored = settings.listed.first { $0.name == name }?.value ?? value
            try database.execute(
                sql: "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                arguments: [name, stored])
            // A shorter period counts from now on, not from the end of the longer one.
            if name == "auto-sync-minutes", settings.autoSyncMinutes > 0 {
                try database.execute(
                    sql:
                        "UPDATE device SET next_run_at = min(next_run_at, ?) WHERE period_seconds IS NULL AND failures = 0",
                    arguments: [now + .minutes(settings.autoSyncMinutes)])
            }
            try database.recordHistory(
                "setting.changed", name, Phrase(verbatim: "\(name) = \(stored)"), actor: actor, now: now)
        }
    }
}

extension Database {
    func settings() throws -> Settings {
        var settings = Settings()
        for row in try Row.fetchAll(self, sql: "SELECT name, value FROM setting") {
            try? settings.set(row["name"], row["value"])
        }
        return settings
    }
}
