import Attendance
import Notices
import UnbindingDesk

/// What the program signs in with elsewhere, by the name under which it is kept.
struct SealedSecret: Sendable {
    let name: String
    let label: Phrase

    static let all = [
        SealedSecret(name: DeskSecret.hikPartnerKey, label: Phrase(verbatim: "Hik-Partner Pro: AppKey")),
        SealedSecret(name: DeskSecret.hikPartnerSecret, label: Phrase(verbatim: "Hik-Partner Pro: SecretKey")),
        SealedSecret(
            name: NoticeCourier.SecretName.mailPassword, label: Phrase(en: "Mail password", vi: "Mật khẩu email")),
        SealedSecret(
            name: NoticeCourier.SecretName.webhook,
            label: Phrase(en: "Secret of the notices' webhook", vi: "Khóa ký của webhook thông báo")),
    ]
}
