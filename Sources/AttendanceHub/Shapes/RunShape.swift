import Attendance
import ConnectorKit
import Store
import SyncEngine
import Wire

extension SyncReport {
    public var line: Phrase {
        let skippedCount = skipped.values.reduce(0, +)
        let list = skipWords.list(skipped)
        let detail = { (language: Language) in skippedCount == 0 ? "" : " (\(list[language]))" }
        return Phrase(
            en: "\(device): \(fetched) fetched, \(new) new, \(duplicates) known, \(skippedCount) skipped\(detail(.en))",
            vi: "\(device): đọc \(fetched), mới \(new), đã có \(duplicates), bỏ qua \(skippedCount)\(detail(.vi))")
    }

    public func json(_ language: Language) -> JSONValue {
        [
            "device": .string(device), "from": JSONValue(window.map { Zone.vietnam.rfc3339($0.from) }),
            "to": JSONValue(window.map { Zone.vietnam.rfc3339($0.to) }), "fetched": JSONValue(fetched),
            "new": JSONValue(new), "duplicates": JSONValue(duplicates), "skipped": JSONValue(counts: skipped),
            "ok": .bool(ok), "busy": .bool(isBusy), "error": JSONValue(error?[language]),
            "durationMs": .integer(duration.wholeMilliseconds),
        ]
    }
}

extension PassReport {
    /// How the pass went, without the client's name.
    public var line: Phrase {
        Phrase(
            en: "\(delivered) delivered, \(parked) parked, \(rejected) rejected, \(waiting) waiting",
            vi: "đã gửi \(delivered), tạm giữ \(parked), bị từ chối \(rejected), đang chờ \(waiting)")
    }

    public func json(_ language: Language) -> JSONValue {
        [
            "hr": .string(hrClient), "attempted": JSONValue(attempted), "delivered": JSONValue(delivered),
            "parked": JSONValue(parked), "rejected": JSONValue(rejected), "waiting": JSONValue(waiting),
            "error": JSONValue(error?[language]),
        ]
    }
}
