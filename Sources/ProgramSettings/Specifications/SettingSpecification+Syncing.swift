import Attendance

extension SettingSpecification {
    /// When devices are read, and when what they gave is delivered.
    static let syncing: [SettingSpecification] = [
        SettingSpecification(
            "auto-sync-minutes", \.autoSyncMinutes, .integer(0...1440),
            label: Phrase(en: "Sync by itself every … minutes", vi: "Tự động đồng bộ mỗi … phút"),
            help: Phrase(
                en: "0 turns it off; devices with a period of their own keep it.",
                vi: "0 là tắt; thiết bị có chu kỳ riêng giữ chu kỳ đó.")),
        SettingSpecification(
            "push-after-sync", \.pushAfterSync, .flag,
            label: Phrase(en: "Push to HR right after a sync", vi: "Gửi lên HRM ngay sau khi đồng bộ"),
            help: Phrase(en: "Otherwise punches wait for a push.", vi: "Nếu không, bản ghi chờ đến lần gửi tới.")),
        SettingSpecification(
            "auto-push-minutes", \.autoPushMinutes, .integer(0...1440),
            label: Phrase(en: "Push by itself every … minutes", vi: "Tự động gửi lên HRM mỗi … phút"),
            help: Phrase(en: "0 turns it off.", vi: "0 là tắt.")),
        SettingSpecification(
            "push-within-days", \.pushWithinDays, .integer(1...366),
            label: Phrase(en: "Timed pushes send the last … days", vi: "Tự động gửi dữ liệu trong … ngày gần nhất"),
            help: Phrase(
                en: "Older punches go by a push with dates.", vi: "Bản ghi cũ hơn: chọn “Đồng bộ lên HRM” theo ngày.")),
        SettingSpecification(
            "sync-hours", \.syncHours, .hours,
            label: Phrase(en: "Hours of timed syncs", vi: "Khung giờ tự động đồng bộ"),
            help: Phrase(
                en: "always · only 08:20-09:40,17:25-17:35 · avoid 12:00-13:00",
                vi: "always (luôn) · only 08:20-09:40,17:25-17:35 (chỉ định) · avoid 12:00-13:00 (tránh)")),
    ]
}
