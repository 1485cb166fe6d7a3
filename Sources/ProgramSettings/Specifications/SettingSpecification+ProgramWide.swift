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
            "silent-after-hours", \.silentAfterHours, .integer(0...8760),
            label: Phrase(en: "Call a device silent after … hours", vi: "Báo thiết bị không có bản ghi sau … giờ"),
            help: Phrase(
                en: "Hours of its usual days without a punch; 0 never.",
                vi: "Chỉ tính giờ của những ngày thường có chấm công; 0 là không bao giờ báo.")),
    ]
}
