import Attendance

/// What can be cleaned away.
public enum CleaningSubject: String, Sendable, CaseIterable {
    case devices
    case punches
    case pushHistory = "push-history"

    /// Whether what lies before a date can be meant, and not only all of it.
    public var takesDate: Bool { self != .devices }

    public var title: Phrase {
        switch self {
        case .devices: Phrase(en: "All devices", vi: "Tất cả thiết bị")
        case .punches: Phrase(en: "Punches", vi: "Bản ghi")
        case .pushHistory: Phrase(en: "Push history", vi: "Lịch sử gửi HRM")
        }
    }

    /// What stays, and what follows from it.
    public var help: Phrase {
        switch self {
        case .devices: Phrase(en: "Their punches are kept.", vi: "Bản ghi vẫn được giữ.")
        case .punches:
            Phrase(
                en: "What HR clients received stays remembered, so that nothing is sent twice.",
                vi: "Vẫn nhớ những gì HRM client đã nhận nên không gửi trùng.")
        case .pushHistory:
            Phrase(
                en: "Forgets what HR clients received: a push with dates sends it again.",
                vi: "Xóa ghi nhớ về những gì HRM client đã nhận: “Đồng bộ lên HRM” theo ngày sẽ gửi lại.")
        }
    }
}
