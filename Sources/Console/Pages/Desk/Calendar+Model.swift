import Access
import Attendance
import WorkingTime

/// The working calendar as a form.
struct CalendarPage: PageModel {
    static let template = "calendar"

    struct Day: Sendable {
        let field: String
        let name: String
        let spans: String
    }

    let version: Int
    let zone: String
    let days: [Day]
    let holidays: String
    let workingDays: String
    let coversUntil: String
    let isEnding: Bool
    let mayWrite: Bool
    let token: String
}

extension CalendarPage {
    /// - Parameters:
    ///   - typed: what was typed and refused, by the fields' names; nil where the calendar itself is shown.
    ///   - now: decides whether the calendar is about to end.
    init(_ calendar: WorkingCalendar, typed: ((String) -> String)?, now: Instant, for reader: Reader) {
        version = calendar.version
        zone = typed?("zone") ?? calendar.zone.identifier
        days = Weekday.allCases.map { day in
            let spans = (calendar.weekdays[day] ?? []).map(\.description).joined(separator: ", ")
            return Day(field: day.word, name: day.name[reader.language], spans: typed?(day.word) ?? spans)
        }
        holidays = typed?("holidays") ?? CalendarText.holidays(calendar)
        workingDays = typed?("working-days") ?? CalendarText.workingDays(calendar)
        coversUntil = typed?("covers-until") ?? String(calendar.coversUntilYear)
        // The last quarter of the last year covered is late enough to say so.
        isEnding = calendar.zone.date(at: now).adding(days: 92).year > calendar.coversUntilYear
        mayWrite = reader.may(.deskWrite)
        token = reader.formToken
    }
}

extension Weekday {
    fileprivate var name: Phrase {
        switch self {
        case .monday: Phrase(en: "Monday", vi: "Thứ hai")
        case .tuesday: Phrase(en: "Tuesday", vi: "Thứ ba")
        case .wednesday: Phrase(en: "Wednesday", vi: "Thứ tư")
        case .thursday: Phrase(en: "Thursday", vi: "Thứ năm")
        case .friday: Phrase(en: "Friday", vi: "Thứ sáu")
        case .saturday: Phrase(en: "Saturday", vi: "Thứ bảy")
        case .sunday: Phrase(en: "Sunday", vi: "Chủ nhật")
        }
    }
}
