import Attendance

extension SettingSpecification {
    /// Where notices of cases go.
    static let notices: [SettingSpecification] = [
        SettingSpecification(
            "notice-webhook", \.noticeWebhook, .address,
            label: Phrase(en: "Notices: webhook", vi: "Thông báo: webhook"),
            help: Phrase(en: "https://…; empty sends none.", vi: "https://…; để trống là không gửi.")),
        SettingSpecification(
            "mail-server", \.mailServer, .server,
            label: Phrase(en: "Notices: mail server", vi: "Thông báo: máy chủ email"),
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
            label: Phrase(en: "Notices: mail encryption", vi: "Thông báo: mã hóa email")),
        SettingSpecification(
            "mail-from", \.mailFrom, .line,
            label: Phrase(en: "Notices: sender's address", vi: "Thông báo: địa chỉ gửi")),
        SettingSpecification(
            "mail-user", \.mailUser, .line,
            label: Phrase(en: "Notices: mail user", vi: "Thông báo: tài khoản email")),
    ]
}
