import Attendance
import ProgramSettings
import Store
import SyncEngine

/// How a device is, in one word that a person can act on.
public enum DeviceHealth: Hashable, Sendable {
    case syncing(fetched: Int, expected: Int?)
    case needsAttention(Phrase)
    case disabled
    case paused
    /// It answers and sends nothing on days on which it usually does, for so many hours.
    case silent(hours: Int)
    case retrying(Phrase?)
    /// Never synced.
    case new
    case fine

    public var word: Phrase {
        switch self {
        case .syncing: Phrase(en: "syncing", vi: "đang đồng bộ")
        case .needsAttention: Phrase(en: "needs attention", vi: "cần xử lý")
        case .disabled: Phrase(en: "disabled", vi: "vô hiệu")
        case .paused: Phrase(en: "paused", vi: "tạm dừng")
        case .silent: Phrase(en: "silent", vi: "không có bản ghi")
        case .retrying: Phrase(en: "retrying", vi: "đang thử lại")
        case .new: Phrase(en: "new", vi: "mới")
        case .fine: Phrase(en: "fine", vi: "bình thường")
        }
    }

    /// The word for scripts.
    public var key: String {
        switch self {
        case .syncing: "syncing"
        case .needsAttention: "needsAttention"
        case .disabled: "disabled"
        case .paused: "paused"
        case .silent: "silent"
        case .retrying: "retrying"
        case .new: "new"
        case .fine: "fine"
        }
    }

    /// The word of a key; nil where no state has it.
    public static func word(ofKey key: String) -> Phrase? {
        let any = Phrase(verbatim: "")
        let states: [DeviceHealth] = [
            .syncing(fetched: 0, expected: nil), .needsAttention(any), .disabled, .paused, .silent(hours: 0),
            .retrying(any), .new, .fine,
        ]
        return states.first { $0.key == key }?.word
    }

    /// Its place in a list that shows first what somebody must look at.
    public var urgency: Int {
        switch self {
        case .needsAttention: 0
        case .silent: 1
        case .retrying: 2
        case .syncing, .new, .fine: 3
        case .paused: 4
        case .disabled: 5
        }
    }

    /// Why, where there is more to say.
    public var reason: Phrase? {
        switch self {
        case .needsAttention(let reason): reason
        case .retrying(let reason): reason
        case .silent(let hours):
            Phrase(
                en:
                    "No punch for \(hours) hours of its usual days, although every sync succeeds: is the device on, and does it reach its vendor?",
                vi:
                    "Không có bản ghi trong \(hours) giờ của những ngày thường có chấm công, dù đồng bộ vẫn thành công: thiết bị có bật và kết nối được với máy chủ của hãng không?"
            )
        case .syncing, .disabled, .paused, .new, .fine: nil
        }
    }
}

extension Hub {
    /// The health of all devices, by device id.
    public func health(of devices: [Device]) async throws(StoreFailure) -> [Int64: DeviceHealth] {
        let now = engine.now()
        var running = engine.activeRuns.all
        for run in try await store.runs.underWay(now: now) where running[run.deviceID] == nil {
            running[run.deviceID] = ActiveRuns.Progress(fetched: run.fetched)
        }
        let settings = try await store.settings.current()
        // Hours of usual days are no more than those of the clock: of most devices no day is asked for.
        let late = now - .hours(max(settings.silentAfterHours, 0))
        let perhapsSilent = devices.filter { $0.latestPunchAt.map { $0 <= late } ?? false }
        let active = try await store.status.punches(
            since: Zone.vietnam.date(at: now).adding(days: -Silence.remembered - 1),
            sources: settings.silentAfterHours > 0 ? perhapsSilent.map(\.sourceID) : [])
        var health: [Int64: DeviceHealth] = [:]
        for device in devices {
            let days = active[device.sourceID] ?? [:]
            let quiet =
                days.isEmpty
                ? 0
                : Silence.hours(since: device.latestPunchAt, active: Set(days.keys), zone: device.zone, now: now)
            let isSilent = settings.silentAfterHours > 0 && quiet >= settings.silentAfterHours
            health[device.id] =
                if let run = running[device.id] {
                    .syncing(fetched: run.fetched, expected: run.expected)
                } else if !device.isEnabled {
                    .disabled
                } else if let attention = device.attention {
                    .needsAttention(attention)
                } else if device.failures > 0 {
                    .retrying(device.lastRun?.error)
                } else if device.isPaused {
                    .paused
                } else if device.lastRun == nil {
                    .new
                } else {
                    isSilent ? .silent(hours: quiet) : .fine
                }
        }
        return health
    }
}

/// When the lack of punches means something.
enum Silence {
    /// Days that tell which days of the week are usual.
    static let remembered = 28

    /// Hours since the last punch, those of usual days alone: a day of the week is usual when the device had punches
    /// on it at least twice in the last four weeks.
    static func hours(since latest: Instant?, active: Set<LocalDate>, zone: Zone, now: Instant) -> Int {
        guard let latest, latest < now else { return 0 }
        let today = zone.date(at: now)
        var counts = [Int](repeating: 0, count: 7)
        for day in active where day < today && day >= today.adding(days: -remembered) { counts[day.weekday] += 1 }
        var quiet = Duration.zero
        var day = max(zone.date(at: latest), today.adding(days: -90))
        while day <= today {
            if counts[day.weekday] >= 2 {
                let start = max(zone.startOfDay(day), latest)
                let end = min(zone.startOfDay(day.adding(days: 1)), now)
                if end > start { quiet += end.since(start) }
            }
            day = day.adding(days: 1)
        }
        return Int(quiet.components.seconds / 3600)
    }
}

extension LocalDate {
    /// 0 is Monday, 6 is Sunday.
    public var weekday: Int { Int((daysSince1970 % 7 + 10) % 7) }
}
