import Attendance

extension SettingSpecification {
    /// How other systems are asked, and whose words are quoted.
    static let otherSystems: [SettingSpecification] = [
        SettingSpecification(
            "hik-partner-url", \.hikPartnerURL, .address,
            label: Phrase(en: "Hik-Partner Pro: address", vi: "Hik-Partner Pro: địa chỉ"),
            help: Phrase(
                en: "https://api.hik-partner.com; empty is not in use.",
                vi: "https://api.hik-partner.com; để trống là không dùng.")),
        SettingSpecification(
            "hik-partner-header", \.hikPartnerHeader,
            .word {
                switch $0 {
                case .bearer: Phrase(verbatim: "Authorization: Bearer")
                case .token: Phrase(verbatim: "Token")
                }
            },
            label: Phrase(en: "Hik-Partner Pro: token header", vi: "Hik-Partner Pro: dạng header"),
            help: Phrase(
                en: "Two of the vendor's guides disagree: try the other one where the token is refused.",
                vi: "Hai tài liệu của hãng khác nhau: nếu token bị từ chối, hãy thử dạng kia.")),
        SettingSpecification(
            "inside-hosts", \.insideHosts, .hosts,
            label: Phrase(en: "Own network: quoted hosts", vi: "Mạng nội bộ: máy chủ được hiện nguyên văn phản hồi"),
            help: Phrase(
                en: "Names or addresses, with commas; error messages quote their words.",
                vi:
                    "Tên hoặc địa chỉ, cách nhau bằng dấu phẩy; thông báo lỗi sẽ hiện nguyên văn phản hồi của các máy chủ này."
            )),
    ]
}
