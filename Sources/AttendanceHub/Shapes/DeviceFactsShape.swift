import Attendance
import Wire

extension DeviceFacts {
    /// - Parameter drift: the device's clock less this machine's.
    static func sentence(wrongClock drift: Duration) -> Phrase {
        let words = ClockSkew.words(drift)
        let isAhead = drift > .zero
        return Phrase(
            en:
                "The device's own clock is \(words.en) \(isAhead ? "ahead" : "behind"): its punches carry that time. Set date and time at the device.",
            vi:
                "Đồng hồ của thiết bị \(isAhead ? "nhanh" : "chậm") \(words.vi): bản ghi mang giờ sai đó. Hãy chỉnh ngày giờ trên thiết bị."
        )
    }

    static func sentence(records: Int, of capacity: Int) -> Phrase {
        Phrase(
            en:
                "The device keeps \(records.written(.en)) of at most \(capacity.written(.en)) punches: when it is full, it stops recording or overwrites the oldest. Back up, then clear its log at the device.",
            vi:
                "Thiết bị đang giữ \(records.written(.vi)) trên tối đa \(capacity.written(.vi)) bản ghi: khi đầy, máy sẽ ngừng ghi hoặc ghi đè bản ghi cũ nhất. Hãy sao lưu rồi xóa nhật ký trên thiết bị."
        )
    }

    /// What it told of itself, as programs get it.
    func json(_ zone: Zone) -> JSONValue {
        [
            "serialNumber": JSONValue(serialNumber), "model": JSONValue(model), "firmware": JSONValue(firmware),
            "users": JSONValue(users), "records": JSONValue(records), "recordCapacity": JSONValue(recordCapacity),
            "clockDriftSeconds": JSONValue(clockDrift.map { Int($0.wholeMilliseconds / 1000) }),
            "heardAt": JSONValue(heardAt.map(zone.rfc3339)),
        ]
    }
}
