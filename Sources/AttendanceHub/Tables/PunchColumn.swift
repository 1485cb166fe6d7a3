import Attendance

/// A column of the table files that punches are exported to.
public struct PunchColumn: Sendable {
    public let title: Phrase
    public let text: @Sendable (PunchWithDeliveries, Language) -> String

    /// In their order.
    public static let all = [
        PunchColumn(title: Phrase(verbatim: "id")) { record, _ in String(record.punch.id) },
        PunchColumn(title: Phrase(en: "code", vi: "mã")) { record, _ in record.punch.code },
        PunchColumn(title: Phrase(en: "name", vi: "tên")) { record, _ in record.punch.personName },
        PunchColumn(title: Phrase(en: "device", vi: "thiết bị")) { record, _ in record.punch.device },
        PunchColumn(title: Phrase(en: "source device", vi: "camera/cửa")) { record, _ in record.punch.sourceDevice },
        PunchColumn(title: Phrase(en: "time", vi: "giờ")) { record, _ in record.punch.local.timeText },
        PunchColumn(title: Phrase(en: "date", vi: "ngày")) { record, _ in record.punch.local.date.description },
        PunchColumn(title: Phrase(en: "direction", vi: "hướng")) { record, _ in record.punch.direction.rawValue },
        PunchColumn(title: Phrase(en: "deliveries", vi: "gửi HRM")) { record, language in
            record.deliveries.map { "\($0.hrClient): \($0.state.label[language])" }.joined(separator: "; ")
        },
    ]

    public static func header(_ language: Language) -> [String] { all.map { $0.title[language] } }

    public static func cells(_ record: PunchWithDeliveries, _ language: Language) -> [String] {
        all.map { $0.text(record, language) }
    }
}
