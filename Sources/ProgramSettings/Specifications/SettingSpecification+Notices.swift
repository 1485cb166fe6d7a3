import Attendance

extension SettingSpecification {
    /// Where notices of cases go.
    static let notices: [SettingSpecification] = [
        SettingSpecification(
            "notice-webhook", \.noticeWebhook, .address,
            label: Phrase(en: "Webhook", vi: "Webhook"),
            help: Phrase(en: "https://…; empty sends none.", vi: "https://…; để trống là không gửi.")),
        SettingSpecification(
            "mail-server", \.mailServer, .server,
            label: Phrase(en: "Mail server", vi: "Máy chủ email"),
            help: Phrase(en: "host:port; empty sends no mail.", vi: "máy chủ:cổng; để trống là không gửi email.")),
        SettingSpecification(
            "mail-security", \.mailSecurity,
            .word {
                switch $0 {
                case .startTLS: Phrase(verbatim: "STARTTLS")
                case .tls: Phrase(verbatim: "TLS")
                case .none: Phrase(en: "none (this machine)", vi: "không (cùng máy)")
                }
            },
            label: Phrase(en: "Mail encryption", vi: "Mã hóa email"),
            help: Phrase(
                en: "As the mail server asks for it.", vi: "Theo yêu cầu của máy chủ email.")),
        SettingSpecification(
            "mail-from", \.mailFrom, .line,
            label: Phrase(en: "Sender's address", vi: "Địa chỉ gửi"),
            help: Phrase(en: "From whom notices come.", vi: "Thông báo được gửi từ địa chỉ này.")),
        SettingSpecification(
            "mail-user", \.mailUser, .line,
            label: Phrase(en: "Mail user", vi: "Tài khoản email"),
            help: Phrase(
                en: "With whom the mail server is signed in to; its password is kept below, under Desk.",
                vi: "Tài khoản đăng nhập máy chủ email; mật khẩu được lưu ở phần Bộ phận duyệt bên dưới.")),
    ]
}
