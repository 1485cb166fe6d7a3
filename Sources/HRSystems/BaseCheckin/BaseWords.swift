import Attendance
import HRKit

/// What Base's sentences about a record mean. They are not public, so these are the usual ones in both languages.
enum BaseWords {
    /// What a record is settled with that a reply names as not taken.
    static func outcome(_ punch: OutgoingPunch, _ said: ReplyTally.Refusal) -> DeliveryOutcome {
        if sayDuplicate(said.words) { return .delivered(receipt: said.isQuotable ? said.words : nil) }
        // A code that Base still lists comes back by itself and is refused again: not for ever.
        if sayUnknownCode(said.words), punch.attempts < 3 {
            return .parked(
                .unknownCode,
                Phrase(
                    en: "Base does not know the employee code “\(punch.code)”: \(said.shown.en)",
                    vi: "Base chưa có mã chấm công “\(punch.code)”: \(said.shown.vi)"))
        }
        return .rejected(
            Phrase(
                en: "Base takes the batch but not this record: \(words(said).en)",
                vi: "Base nhận lô gửi nhưng không nhận bản ghi này: \(words(said).vi)"))
    }

    private static func words(_ said: ReplyTally.Refusal) -> Phrase {
        said.words.isEmpty
            ? Phrase(en: "it does not say why", vi: "không cho biết lý do") : said.shown
    }

    /// A record that it has already.
    static func sayDuplicate(_ message: String) -> Bool {
        let words = message.lowercased()
        return ["duplicate", "already exist", "trùng", "đã tồn tại"].contains { words.contains($0) }
    }

    /// An employee code that it does not know, clearly: the sentence names the code or the person, and that there is
    /// none.
    static func sayUnknownCode(_ message: String) -> Bool {
        let words = message.lowercased().replacing("_", with: " ").replacing("-", with: " ")
        let subjects = [
            "user code", "usercode", "employee", "checkin code", "timekeeping code", "unknown code", "user not found",
            "unknown user", "code not found", "codes not found", "not found code", "nhân viên", "mã chấm công",
            "mã nhân sự", "người dùng", "mã không tồn tại", "không tìm thấy mã",
        ]
        let absences = [
            "not found", "unknown", "not exist", "doesn't exist", "no such", "not valid", "invalid", "không tồn tại",
            "không tìm thấy", "chưa có", "không có", "không hợp lệ",
        ]
        return subjects.contains { words.contains($0) } && absences.contains { words.contains($0) }
    }
}
