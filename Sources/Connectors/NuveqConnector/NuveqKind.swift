import Attendance
import ConnectorKit

/// Nuveq access-control cloud: one account is one device.
public enum NuveqKind {
    public static let kind = DeviceKind(
        id: "nuveq",
        title: Phrase(en: "Nuveq cloud", vi: "Nuveq cloud"),
        ownFields: [
            FieldSpecification(
                "api-id", .integer(1...Int(Int32.max)), required: true,
                label: Phrase(en: "API ID", vi: "API ID"),
                help: Phrase(
                    en: "Nuveq Portal → user settings → api_id", vi: "Nuveq Portal → cài đặt tài khoản → api_id")),
            FieldSpecification(
                "token-key", .token, required: true, secret: true,
                label: Phrase(en: "Token key", vi: "Token key"),
                help: Phrase(
                    en: "Nuveq Portal → user settings → token_key",
                    vi: "Nuveq Portal → cài đặt tài khoản → token_key")),
            FieldSpecification(
                "base-url", .url,
                label: Phrase(en: "API address", vi: "Địa chỉ API"),
                help: Phrase(
                    en: "the API; without it https://api-v2.nuveq.cloud (v1: https://api.nuveq.cloud)",
                    vi: "địa chỉ API; để trống là https://api-v2.nuveq.cloud (v1: https://api.nuveq.cloud)")),
            FieldSpecification(
                "version",
                .choice(["v2", FieldChoice("v1", Phrase(en: "v1 (never tried)", vi: "v1 (chưa từng thử)"))]),
                default: "v2",
                label: Phrase(en: "API version", vi: "Phiên bản API"),
                help: Phrase(
                    en: "v2 is the usual one; v1 needs the operation code",
                    vi: "thường là v2; v1 cần thêm mã lệnh")),
            FieldSpecification(
                "operation-code", .integer(1...99_999),
                label: Phrase(en: "Operation code", vi: "Mã lệnh"),
                help: Phrase(
                    en: "v1 only: the number of the event call, from Nuveq (not public)",
                    vi: "chỉ cho v1: mã của lệnh đọc sự kiện, do Nuveq cung cấp (không công khai)")),
        ],
        policy: SyncPolicy(
            first: .days(3), periodic: .today, device: .days(3), all: .today, furthestBackMonths: 3,
            lookBack: .days(3)),
        unverified: Phrase(
            en: "version v1: its event call is not public; it is built from what is known and was never tried",
            vi: "phiên bản v1: lệnh đọc sự kiện không công khai; được làm theo những gì đã biết và chưa từng thử"),
        recordedTime: .both,
        identityLabel: "API ID",
        skipWords: SkipWords([
            "visitor": Phrase(en: "visitors", vi: "khách"),
            "status": Phrase(en: "status events", vi: "sự kiện trạng thái"),
            "invalidAccess": Phrase(en: "refused cards", vi: "thẻ bị từ chối"),
            "otherEvent": Phrase(en: "other events", vi: "sự kiện khác"),
            "noStaffNumber": Phrase(en: "without a staff number", vi: "không có mã nhân viên"),
        ]),
        guide: [
            Phrase(
                en: "Sign in to the Nuveq portal with the account that Nuveq gave you.",
                vi: "Đăng nhập Nuveq Portal bằng tài khoản do Nuveq cung cấp."),
            Phrase(
                en: "Open the user settings: they show api_id and token_key. Copy both.",
                vi: "Mở phần cài đặt tài khoản: có api_id và token_key. Sao chép cả hai."),
            Phrase(en: "If you cannot find them, ask Nuveq.", vi: "Nếu không tìm thấy, hãy liên hệ Nuveq."),
        ],
        webhook: NuveqWebhook.intake,
        identity: { $0["api-id"] ?? "" },
        normalize: normalized,
        makeConnector: { NuveqConnector(context: $0) })

    static func normalized(_ input: FieldValues) throws(FieldFailure) -> FieldValues {
        var values = input
        if let number = input["api-id"].flatMap({ Int($0.trimmed) }) { values.set("api-id", String(number)) }
        if input["version"]?.trimmed == "v1", (input["operation-code"] ?? "").trimmed.isEmpty {
            throw FieldFailure(
                field: "operation-code",
                Phrase(
                    en: "version v1 needs “operation-code”: ask Nuveq for the number of the event call",
                    vi: "phiên bản v1 cần “operation-code”: hãy hỏi Nuveq mã của lệnh đọc sự kiện"),
                atField: Phrase(
                    en: "version v1 needs it: ask Nuveq for the number of the event call",
                    vi: "phiên bản v1 cần mã này: hãy hỏi Nuveq mã của lệnh đọc sự kiện"))
        }
        return values
    }
}
