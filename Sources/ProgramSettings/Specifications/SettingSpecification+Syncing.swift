import Attendance

extension SettingSpecification {
    /// When devices are read, and when what they gave is delivered.
    static let syncing: [SettingSpecification] = [
        SettingSpecification(
            "auto-sync-minutes", \.autoSyncMinutes, .duration(0...1440, .minutes, hasOff: true),
            label: Phrase(en: "Sync by itself every", vi: "Tự động đồng bộ mỗi"),
            help: Phrase(
                en: "How often devices are read; those with a time of their own keep it.",
                vi: "Bao lâu đọc thiết bị một lần; thiết bị có chu kỳ riêng giữ chu kỳ đó.")),
        SettingSpecification(
            "push-after-sync", \.pushAfterSync, .flag,
            label: Phrase(en: "Push to HR right after a sync", vi: "Gửi lên HRM ngay sau khi đồng bộ"),
            help: Phrase(en: "Otherwise punches wait for a push.", vi: "Nếu không, bản ghi chờ đến lần gửi tới.")),
        SettingSpecification(
            "auto-push-minutes", \.autoPushMinutes, .duration(0...1440, .minutes, hasOff: true),
            label: Phrase(en: "Push by itself every", vi: "Tự động gửi lên HRM mỗi"),
            help: Phrase(
                en: "Sends what waits, besides what goes right after a sync.",
                vi: "Gửi các bản ghi đang chờ, ngoài những bản ghi gửi ngay sau khi đồng bộ.")),
        SettingSpecification(
            "push-within-days", \.pushWithinDays, .duration(1...366, .days),
            label: Phrase(en: "Timed pushes send the last", vi: "Tự động gửi bản ghi của khoảng gần nhất"),
            help: Phrase(
                en: "Older punches go by a push with dates.", vi: "Bản ghi cũ hơn: chọn “Đồng bộ lên HRM” theo ngày.")),
        SettingSpecification(
            "sync-hours", \.syncHours, .hours,
            label: Phrase(en: "Hours of timed syncs", vi: "Khung giờ tự động đồng bộ"),
            help: Phrase(
                en:
                    "When devices may be read by themselves, in each device's local time; a span may run over midnight.",
                vi: "Khi nào được tự động đọc thiết bị, theo giờ của từng thiết bị; khung giờ có thể qua nửa đêm.")),
    ]
}
