import Attendance
import Store
import SyncEngine
import Wire

extension SyncReport {
    public var line: Phrase {
        let skippedCount = skipped.values.reduce(0, +)
        let reasons = skipped.sorted { $0.key < $1.key }.map { (SkipReason.phrase($0.key), $0.value) }
        let detail = { (language: Language) in
            skippedCount == 0 ? "" : " (" + reasons.map { "\($0[language]) \($1)" }.joined(separator: ", ") + ")"
        }
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

/// The words of skip counts for a person; scripts get the words themselves.
public enum SkipReason {
    private static let phrases: [String: Phrase] = [
        "stranger": Phrase(en: "strangers", vi: "người lạ"),
        "customer": Phrase(en: "customers", vi: "khách hàng"),
        "employee": Phrase(en: "employees", vi: "nhân viên"),
        "visitor": Phrase(en: "visitors", vi: "khách"),
        "status": Phrase(en: "status events", vi: "sự kiện trạng thái"),
        "invalidAccess": Phrase(en: "refused cards", vi: "thẻ bị từ chối"),
        "otherEvent": Phrase(en: "other events", vi: "sự kiện khác"),
        "otherType": Phrase(en: "other types", vi: "loại khác"),
        "otherPlace": Phrase(en: "of other places", vi: "của địa điểm khác"),
        "noStaffNumber": Phrase(en: "without a staff number", vi: "không có mã nhân viên"),
        "tooLong": Phrase(en: "longer than any record is", vi: "dài bất thường"),
        "noTime": Phrase(en: "without a time", vi: "không có giờ"),
        "noIdentity": Phrase(en: "without an id", vi: "không có mã bản ghi"),
        "impossibleTime": Phrase(en: "with an impossible time", vi: "giờ không hợp lý"),
    ]

    public static func phrase(_ word: String) -> Phrase { phrases[word] ?? Phrase(verbatim: word) }
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
