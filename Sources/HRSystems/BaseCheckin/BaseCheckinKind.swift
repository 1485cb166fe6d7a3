import Attendance
import HRKit
import Sealing

/// Base HRM through the documented cloud check-in API.
public enum BaseCheckinKind {
    static let defaultURL = "https://checkin.base.vn"

    public static let kind = HRKind(
        id: "base-checkin",
        title: Phrase(en: "Base Check-in", vi: "Base Check-in"),
        ownFields: [
            FieldSpecification(
                "token", .token, required: true, secret: true,
                label: Phrase(en: "Token", vi: "Token"),
                help: Phrase(
                    en: "Base HRM → Settings → Office → check-in client → show client code",
                    vi: "Base HRM → Cài đặt → Văn phòng → client chấm công → xem mã client")),
            FieldSpecification(
                "password", .text, secret: true,
                label: Phrase(en: "Password", vi: "Mật khẩu"),
                help: Phrase(
                    en: "the client's password; sent only if it is set",
                    vi: "mật khẩu của client; chỉ gửi khi có nhập")),
            FieldSpecification(
                "base-url", .url, default: defaultURL,
                label: Phrase(en: "API address", vi: "Địa chỉ API"),
                help: Phrase(en: "the API, if Base supplied another", vi: "địa chỉ API, nếu Base cấp địa chỉ khác")),
            FieldSpecification(
                "code-type", .text, default: "checkin_code",
                label: Phrase(en: "Kind of code", vi: "Loại mã"),
                help: Phrase(
                    en: "what codes mean at Base: checkin_code is the timekeeping code",
                    vi: "ý nghĩa của mã tại Base: checkin_code là mã chấm công")),
            FieldSpecification(
                "batch-size", .integer(1...2000), default: "200",
                label: Phrase(en: "Punches per call", vi: "Số bản ghi mỗi lần gửi"),
                help: Phrase(en: "punches in one call", vi: "số bản ghi trong một lần gửi")),
            FieldSpecification(
                "time-zone", .zone, default: Zone.vietnam.identifier,
                label: Phrase(en: "Time zone", vi: "Múi giờ"),
                help: Phrase(
                    en: "the office's zone: its local midnight is the day of a punch",
                    vi: "múi giờ của văn phòng: ngày chấm công tính từ 0 giờ tại đó")),
        ],
        fieldsBesideDevice: ["token", "password"],
        schedule: RetrySchedule([
            .seconds(5), .seconds(30), .minutes(2), .minutes(10), .minutes(30), .hours(1), .hours(3), .hours(6),
            .hours(12),
        ]),
        identity: { fields in
            Digest.identifier(fields["base-url"] ?? defaultURL, fields["token"] ?? "", length: 32)
        },
        makeSystem: { BaseCheckinSystem(context: $0) })
}

/// Base stores timekeeping codes without leading zeros (contract 4): digits lose them, keeping one zero; anything
/// else stays as it is.
public enum BaseCode {
    public static func normalized(_ code: String) -> String {
        let trimmed = EmployeeCode.cleaned(code)
        guard !trimmed.isEmpty, trimmed.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return trimmed }
        let rest = trimmed.drop { $0 == "0" }
        return rest.isEmpty ? "0" : String(rest)
    }
}
