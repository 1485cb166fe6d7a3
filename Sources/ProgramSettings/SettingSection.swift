import Attendance

/// Settings that people look for in one place.
public struct SettingSection: Sendable {
    public let title: Phrase
    /// What they are about, in a sentence.
    public let about: Phrase
    public let settings: [SettingSpecification]

    /// All of them, in the order in which people are shown them.
    public static let all: [SettingSection] = [
        SettingSection(
            title: Phrase(en: "Reading and sending", vi: "Đồng bộ và gửi lên HRM"),
            about: Phrase(
                en: "When devices are read by themselves, and when what they gave goes to HR.",
                vi: "Khi nào tự động đọc thiết bị, và khi nào gửi bản ghi lên HRM."),
            settings: SettingSpecification.syncing),
        SettingSection(
            title: Phrase(en: "Language, time and silence", vi: "Ngôn ngữ, múi giờ và cảnh báo"),
            about: Phrase(
                en: "How the program speaks and tells time, and when it worries about a device.",
                vi: "Chương trình hiển thị ngôn ngữ, giờ nào, và khi nào cảnh báo về thiết bị."),
            settings: SettingSpecification.programWide),
        SettingSection(
            title: Phrase(en: "Unbinding cases", vi: "Yêu cầu hủy liên kết"),
            about: Phrase(
                en: "What is decided without a person, by when, and how long evidence is kept.",
                vi: "Trường hợp nào tự động quyết định, thời hạn, và lưu bằng chứng bao lâu."),
            settings: SettingSpecification.cases),
        SettingSection(
            title: Phrase(en: "Notices", vi: "Thông báo"),
            about: Phrase(
                en: "Where news of cases goes besides this program.",
                vi: "Ngoài chương trình này, tin về yêu cầu hủy liên kết còn được gửi đi đâu."),
            settings: SettingSpecification.notices),
        SettingSection(
            title: Phrase(en: "Other systems", vi: "Hệ thống khác"),
            about: Phrase(
                en: "How Hik-Partner Pro is asked, and whose words error messages quote.",
                vi: "Cách kết nối Hik-Partner Pro, và thông báo lỗi hiện nguyên văn phản hồi của máy chủ nào."),
            settings: SettingSpecification.otherSystems),
    ]
}
