import Attendance
import ConnectorKit
import ProgramSettings

/// When a device is read by itself, and how far back: what the schedule will do, in words.
public struct DeviceRhythm: Hashable, Sendable {
    /// How often it is read by itself.
    public enum Pace: Hashable, Sendable {
        /// Every so many seconds.
        case seconds(Int)
        /// Timed syncs are switched off, and the device has no period of its own.
        case off
        case paused
        case disabled
    }

    public let pace: Pace
    /// How far back each timed run reads.
    public let window: WindowRule
    public let hours: SyncHours
    /// Whether the device sends its records by itself, and a run only looks whether it still does.
    public let sendsByItself: Bool
    /// When it is read again; nil where it is not, or where no hour of the day allows it.
    public let next: Instant?

    /// - Parameter kind: nil for a kind that this version does not know: nothing reads it.
    public init(of device: Device, _ kind: DeviceKind?, _ settings: Settings, now: Instant) {
        let policy = kind.map { PolicyFields.policy($0.policy, with: device.fields) }
        let seconds = policy?.periodSeconds ?? (settings.autoSyncMinutes > 0 ? settings.autoSyncMinutes * 60 : nil)
        pace =
            if !device.isEnabled || kind == nil {
                .disabled
            } else if device.isPaused {
                .paused
            } else {
                seconds.map { .seconds($0) } ?? .off
            }
        window = policy?.periodic ?? .today
        hours = settings.syncHours
        sendsByItself = kind?.push != nil
        if case .seconds = pace {
            next = settings.syncHours.first(from: max(device.nextRunAt, now), in: device.zone)
        } else {
            next = nil
        }
    }

    /// - Parameter time: how an instant is written.
    public func words(now: Instant, time: (Instant) -> String) -> Phrase {
        switch pace {
        case .disabled: return Phrase(en: "Not read: it is disabled.", vi: "Không đọc: thiết bị đang bị vô hiệu.")
        case .paused:
            return Phrase(
                en: "Not read by itself: it is paused. “Sync records” still reads it.",
                vi: "Không tự đọc: đang tạm dừng. “Đồng bộ bản ghi” vẫn đọc được.")
        case .off:
            return Phrase(
                en: "Not read by itself: timed syncs are off in the settings.",
                vi: "Không tự đọc: chế độ tự động đồng bộ đang tắt trong phần thiết lập.")
        case .seconds(let seconds):
            let (period, span) = (DeviceRhythm.period(seconds), window.spoken)
            let what =
                sendsByItself
                ? Phrase(
                    en: "It sends its records by itself; every \(period.en) it is checked whether it still does",
                    vi: "Máy tự gửi bản ghi; mỗi \(period.vi) kiểm tra xem máy còn gửi không")
                : Phrase(en: "Every \(period.en) it reads \(span.en)", vi: "Mỗi \(period.vi) đọc \(span.vi)")
            return what + hours.clause + nextClause(now, time)
        }
    }

    private func nextClause(_ now: Instant, _ time: (Instant) -> String) -> Phrase {
        guard let next else {
            return Phrase(en: "; these hours never allow it.", vi: "; khung giờ này không cho phép lúc nào.")
        }
        guard next > now else { return Phrase(en: "; next in a moment.", vi: "; lần tới ngay bây giờ.") }
        return Phrase(en: "; next at \(time(next)).", vi: "; lần tới \(time(next)).")
    }

    /// `2 minutes`, `90 seconds`.
    static func period(_ seconds: Int) -> Phrase {
        let units = [(3600, "hour", "giờ"), (60, "minute", "phút"), (1, "second", "giây")]
        let (unit, en, vi) = units.first { seconds % $0.0 == 0 } ?? (1, "second", "giây")
        let count = seconds / unit
        return Phrase(en: count == 1 ? en : "\(count) \(en)s", vi: "\(count) \(vi)")
    }
}

extension SyncHours {
    /// The first instant from `instant` on that they allow, to the minute; nil where no hour of a day does.
    func first(from instant: Instant, in zone: Zone) -> Instant? {
        if allows(zone.local(at: instant)) { return instant }
        // Whole minutes, over a day that a clock change made an hour longer.
        let minute = instant.milliseconds / 60_000 + 1
        return (minute..<minute + 25 * 60).lazy.map { Instant(milliseconds: $0 * 60_000) }
            .first { allows(zone.local(at: $0)) }
    }

    /// Behind what is done in them; empty where they do not matter.
    fileprivate var clause: Phrase {
        func list(_ spans: [DaySpan]) -> String {
            spans.map { $0.description.replacing("-", with: "–") }.joined(separator: ", ")
        }
        return switch self {
        case .always: Phrase(verbatim: "")
        case .only(let spans):
            Phrase(en: ", only within \(list(spans))", vi: ", chỉ trong khung giờ \(list(spans))")
        case .avoid(let spans): Phrase(en: ", not within \(list(spans))", vi: ", trừ khung giờ \(list(spans))")
        }
    }
}
