import Attendance
import Notices
import UnbindingDesk

/// The settings' names and explanations for people.
enum SettingText {
    static func label(_ name: String) -> Phrase {
        switch name {
        case "auto-sync-minutes": Phrase(en: "Sync by itself every … minutes", vi: "Tự động đồng bộ mỗi … phút")
        case "push-after-sync": Phrase(en: "Push to HR right after a sync", vi: "Đẩy lên HRM ngay sau khi đồng bộ")
        case "auto-push-minutes": Phrase(en: "Push by itself every … minutes", vi: "Tự động đẩy mỗi … phút")
        case "push-within-days": Phrase(en: "Timed pushes send the last … days", vi: "Tự động đẩy dữ liệu trong … ngày")
        case "sync-hours": Phrase(en: "Hours of timed syncs", vi: "Khung giờ tự động đồng bộ")
        case "time-zone": Phrase(en: "Time zone", vi: "Múi giờ")
        case "silent-after-hours":
            Phrase(en: "Call a device silent after … hours", vi: "Coi thiết bị là im lặng sau … giờ")
        case "language": Phrase(en: "Language", vi: "Ngôn ngữ")
        case "automatic-rejections": Phrase(en: "Cases: reject by rule", vi: "Trường hợp: tự động từ chối")
        case "automatic-approvals": Phrase(en: "Cases: approve by rule", vi: "Trường hợp: tự động duyệt")
        case "decision-minutes":
            Phrase(en: "Cases: decide within … working minutes", vi: "Trường hợp: quyết định trong … phút làm việc")
        case "evidence-days":
            Phrase(en: "Cases: keep photos and keys for … days", vi: "Trường hợp: lưu ảnh và chuỗi ký tự … ngày")
        case "installer-registration": Phrase(en: "Installers may register", vi: "Kỹ thuật viên được tự đăng ký")
        case "notice-webhook": Phrase(en: "Notices: webhook", vi: "Thông báo: webhook")
        case "mail-server": Phrase(en: "Notices: mail server", vi: "Thông báo: máy chủ thư")
        case "mail-security": Phrase(en: "Notices: mail encryption", vi: "Thông báo: mã hóa thư")
        case "mail-from": Phrase(en: "Notices: sender's address", vi: "Thông báo: địa chỉ gửi")
        case "mail-user": Phrase(en: "Notices: mail user", vi: "Thông báo: tài khoản thư")
        case "hik-partner-url": Phrase(en: "Hik-Partner Pro: address", vi: "Hik-Partner Pro: địa chỉ")
        case "inside-hosts": Phrase(en: "Own network: quoted hosts", vi: "Mạng nội bộ: máy chủ được trích lời")
        case "hik-partner-header": Phrase(en: "Hik-Partner Pro: token header", vi: "Hik-Partner Pro: dạng header")
        default: Phrase(verbatim: name)
        }
    }

    static func help(_ name: String) -> Phrase {
        switch name {
        case "auto-sync-minutes":
            Phrase(
                en: "0 turns it off; devices with a period of their own keep it.",
                vi: "0 là tắt; thiết bị có chu kỳ riêng giữ chu kỳ đó.")
        case "push-after-sync":
            Phrase(en: "Otherwise punches wait for a push.", vi: "Nếu không, bản ghi chờ đến lần đẩy.")
        case "auto-push-minutes": Phrase(en: "0 turns it off.", vi: "0 là tắt.")
        case "push-within-days":
            Phrase(en: "Older punches go by a push with dates.", vi: "Bản ghi cũ hơn được gửi bằng cách đẩy theo ngày.")
        case "sync-hours":
            Phrase(
                en: "always · only 08:20-09:40,17:25-17:35 · avoid 12:00-13:00",
                vi: "always (luôn) · only 08:20-09:40,17:25-17:35 (chỉ định) · avoid 12:00-13:00 (tránh)")
        case "time-zone":
            Phrase(
                en: "Of times that belong to no device, and of new devices.",
                vi: "Cho thời gian không thuộc thiết bị nào, và cho thiết bị mới.")
        case "silent-after-hours":
            Phrase(
                en: "Hours of its usual days without a punch; 0 never.",
                vi: "Số giờ không có bản ghi trong những ngày thường có; 0 là không bao giờ.")
        case "language": Phrase(en: "Each user can choose another.", vi: "Mỗi người dùng có thể chọn khác.")
        case "automatic-rejections":
            Phrase(
                en:
                    "Where a label's own code names another device, or the device itself answers not bound or Hik-Connect off.",
                vi:
                    "Khi mã trên nhãn là của thiết bị khác, hoặc chính thiết bị trả lời chưa liên kết hay chưa bật Hik-Connect."
            )
        case "automatic-approvals":
            Phrase(
                en: "Only where a code carries the serial, nothing contradicts it and the device is known to be bound.",
                vi: "Chỉ khi có mã ghi đúng số serial, không có gì mâu thuẫn và biết chắc thiết bị đang liên kết.")
        case "decision-minutes":
            Phrase(
                en: "By the working calendar; filed cases keep theirs.",
                vi: "Theo lịch làm việc; trường hợp đã gửi giữ hạn cũ.")
        case "evidence-days":
            Phrase(en: "After the end of a case; its log stays.", vi: "Tính từ khi kết thúc; nhật ký vẫn giữ.")
        case "installer-registration":
            Phrase(
                en: "Without an invitation. Filing needs a verified company all the same.",
                vi: "Không cần lời mời. Vẫn phải có công ty đã xác thực mới gửi được.")
        case "notice-webhook": Phrase(en: "https://…; empty sends none.", vi: "https://…; để trống là không gửi.")
        case "mail-server":
            Phrase(en: "host:port; empty sends no mail.", vi: "máy chủ:cổng; để trống là không gửi thư.")
        case "hik-partner-url":
            Phrase(
                en: "https://api.hik-partner.com; empty is not in use.",
                vi: "https://api.hik-partner.com; để trống là không dùng.")
        case "hik-partner-header":
            Phrase(
                en: "Two of the vendor's guides disagree: try the other one where the token is refused.",
                vi: "Hai tài liệu của hãng khác nhau: nếu token bị từ chối hãy thử dạng kia.")
        case "inside-hosts":
            Phrase(
                en: "Names or addresses, with commas; error messages quote their words.",
                vi: "Tên hoặc địa chỉ, cách nhau bằng dấu phẩy; thông báo lỗi sẽ trích lời các máy chủ này.")
        default: Phrase(verbatim: "")
        }
    }

    static func choices(_ name: String, _ language: Language) -> [(String, String)] {
        switch name {
        case "mail-security":
            [
                ("starttls", "STARTTLS"), ("tls", "TLS"),
                ("none", Phrase(en: "none (this machine)", vi: "không (cùng máy)")[language]),
            ]
        case "hik-partner-header": [("bearer", "Authorization: Bearer"), ("token", "Token")]
        case "push-after-sync", "automatic-rejections", "automatic-approvals", "installer-registration":
            [("true", Phrase(en: "yes", vi: "có")[language]), ("false", Phrase(en: "no", vi: "không")[language])]
        case "language":
            [
                ("auto", Phrase(en: "as the browser asks", vi: "theo trình duyệt")[language]), ("vi", "Tiếng Việt"),
                ("en", "English"),
            ]
        default: []
        }
    }

    /// What is kept sealed, by name.
    static let secrets: [(name: String, label: Phrase)] = [
        (DeskSecret.hikPartnerKey, Phrase(verbatim: "Hik-Partner Pro: AppKey")),
        (DeskSecret.hikPartnerSecret, Phrase(verbatim: "Hik-Partner Pro: SecretKey")),
        (NoticeCourier.SecretName.mailPassword, Phrase(en: "Mail password", vi: "Mật khẩu thư")),
        (
            NoticeCourier.SecretName.webhook,
            Phrase(en: "Secret of the notices' webhook", vi: "Khóa ký webhook thông báo")
        ),
    ]
}
