import Access
import Attendance

/// From which day a device is read again.
struct SyncFromPage: PageModel {
    static let template = "sync-from"

    let id: Int64
    let name: String
    let token: String
    let from: String
    let to: String
    let earliest: String?
    let limit: String?
}

extension SyncFromPage {
    /// - Parameters:
    ///   - policy: how the device's kind is read.
    ///   - now: from which the kind's furthest day is counted.
    init(_ device: Device, _ policy: SyncPolicy, now: Instant, for reader: Reader) {
        let furthest = policy.furthestBack(now: now, zone: device.zone).map { device.zone.date(at: $0) }
        let first = device.zone.date(at: now).firstOfMonth
        id = device.id
        name = device.name
        token = reader.formToken
        from = max(first, furthest ?? first).description
        to = ""
        earliest = furthest?.description
        limit = policy.furthestBackMonths.map {
            reader.say("This kind keeps \($0) months at most.", "Loại kết nối này chỉ đọc được \($0) tháng gần nhất.")
        }
    }
}
