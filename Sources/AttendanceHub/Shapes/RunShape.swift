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
            en:
                "\(device): \(fetched.written(.en)) fetched, \(new.written(.en)) new, \(duplicates.written(.en)) known, \(skippedCount.written(.en)) skipped\(detail(.en))",
            vi:
                "\(device): đọc \(fetched.written(.vi)), mới \(new.written(.vi)), đã có \(duplicates.written(.vi)), bỏ qua \(skippedCount.written(.vi))\(detail(.vi))"
        )
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
            en:
                "\(delivered.written(.en)) delivered, \(parked.written(.en)) parked, \(rejected.written(.en)) rejected, \(waiting.written(.en)) waiting",
            vi:
                "đã gửi \(delivered.written(.vi)), tạm giữ \(parked.written(.vi)), bị từ chối \(rejected.written(.vi)), đang chờ \(waiting.written(.vi))"
        )
    }

    public func json(_ language: Language) -> JSONValue {
        [
            "hr": .string(hrClient), "attempted": JSONValue(attempted), "delivered": JSONValue(delivered),
            "parked": JSONValue(parked), "rejected": JSONValue(rejected), "waiting": JSONValue(waiting),
            "error": JSONValue(error?[language]),
        ]
    }
}
