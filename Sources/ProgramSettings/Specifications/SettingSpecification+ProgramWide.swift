import Attendance

extension SettingSpecification {
    /// How the program speaks, tells time, and when it worries.
    static let programWide: [SettingSpecification] = [
        SettingSpecification(
            "language", \.language, .language,
            label: Phrase(en: "Language", vi: "Ngôn ngữ"),
            help: Phrase(en: "Each user can choose another.", vi: "Mỗi người dùng có thể chọn khác.")),
        SettingSpecification(
            "time-zone", \.zone, .zone,
            label: Phrase(en: "Time zone", vi: "Múi giờ"),
            help: Phrase(
                en: "Of times that belong to no device, and of new devices.",
                vi: "Cho thời gian không thuộc thiết bị nào, và cho thiết bị mới.")),
        SettingSpecification(
            "silent-after-hours", \.silentAfterHours, .duration(0...8760, .hours, hasOff: true),
            label: Phrase(en: "Call a device silent after", vi: "Báo thiết bị không có bản ghi sau"),
            help: Phrase(
                en: "So long without a punch, counted on its usual days alone.",
                vi: "Không có bản ghi lâu như vậy, chỉ tính những ngày thường có chấm công.")),
    ]
}
