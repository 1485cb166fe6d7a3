import Attendance
import Wire

/// A working calendar as the JSON document that is stored and exchanged.
public enum CalendarDocument {
    public static func json(_ calendar: WorkingCalendar) -> JSONValue {
        func spans(_ list: [WorkingSpan]) -> JSONValue { .array(list.map { .string($0.description) }) }
        let weekdays = Weekday.allCases.map { JSONValue.Member($0.word, spans(calendar.weekdays[$0] ?? [])) }
        let holidays = calendar.holidays.sorted { $0.key < $1.key }.map { date, day -> JSONValue in
            [
                "date": .string(date.description), "en": .string(day.name.en), "vi": .string(day.name.vi),
                "confirmed": .bool(day.isConfirmed), "source": .string(day.source),
            ]
        }
        let workingDays = calendar.workingDays.sorted { $0.key < $1.key }.map { date, list -> JSONValue in
            ["date": .string(date.description), "spans": spans(list)]
        }
        return [
            "timeZone": .string(calendar.zone.identifier), "weekdays": .object(weekdays),
            "holidays": .array(holidays), "workingDays": .array(workingDays),
            "coversUntilYear": JSONValue(calendar.coversUntilYear),
        ]
    }

    /// - Throws: `RequestFailure` that names the part that is wrong.
    public static func calendar(_ document: JSONValue, version: Int) throws(RequestFailure) -> WorkingCalendar {
        guard let zone = document["timeZone"]?.text.flatMap({ Zone(identifier: $0) }) else {
            throw wrong(Phrase(en: "the time zone is not known", vi: "múi giờ không hợp lệ"))
        }
        var weekdays: [Weekday: [WorkingSpan]] = [:]
        for day in Weekday.allCases { weekdays[day] = try spans(document["weekdays"]?[day.word], of: day.word) }
        var holidays: [LocalDate: Holiday] = [:]
        for entry in document["holidays"]?.array ?? [] {
            let date = try self.date(entry)
            holidays[date] = Holiday(
                name: Phrase(en: entry["en"]?.text ?? "", vi: entry["vi"]?.text ?? ""),
                isConfirmed: entry["confirmed"]?.bool ?? false, source: entry["source"]?.text ?? "")
        }
        var workingDays: [LocalDate: [WorkingSpan]] = [:]
        for entry in document["workingDays"]?.array ?? [] {
            let date = try self.date(entry)
            workingDays[date] = try spans(entry["spans"], of: date.description)
        }
        let year = document["coversUntilYear"]?.integer ?? 0
        guard (2000...2200).contains(year) else {
            throw wrong(Phrase(en: "the last year covered is missing", vi: "thiếu năm cuối của lịch"))
        }
        do throws(WorkingCalendarFailure) {
            return try WorkingCalendar(
                version: version, zone: zone, weekdays: weekdays, holidays: holidays, workingDays: workingDays,
                coversUntilYear: Int(year))
        } catch {
            throw wrong(error.phrase)
        }
    }

    private static func spans(_ value: JSONValue?, of day: String) throws(RequestFailure) -> [WorkingSpan] {
        var list: [WorkingSpan] = []
        for entry in value?.array ?? [] {
            guard let span = entry.text.flatMap({ WorkingSpan($0) }) else {
                throw wrong(
                    Phrase(
                        en: "\(day): “\(entry.text ?? "")” has no form such as 08:30-17:30",
                        vi: "\(day): “\(entry.text ?? "")” không phải khoảng giờ dạng 08:30-17:30"))
            }
            list.append(span)
        }
        return list
    }

    private static func date(_ entry: JSONValue) throws(RequestFailure) -> LocalDate {
        guard let date = entry["date"]?.text.flatMap({ LocalDate($0) }) else {
            throw wrong(
                Phrase(
                    en: "“\(entry["date"]?.text ?? "")” is not a date of the form 2026-09-02",
                    vi: "“\(entry["date"]?.text ?? "")” không phải ngày dạng 2026-09-02"))
        }
        return date
    }

    private static func wrong(_ phrase: Phrase) -> RequestFailure {
        RequestFailure(
            Phrase(en: "the calendar was not taken: \(phrase.en)", vi: "chưa nhận lịch: \(phrase.vi)"))
    }
}

extension Weekday {
    /// The word in documents.
    public var word: String {
        switch self {
        case .monday: "monday"
        case .tuesday: "tuesday"
        case .wednesday: "wednesday"
        case .thursday: "thursday"
        case .friday: "friday"
        case .saturday: "saturday"
        case .sunday: "sunday"
        }
    }
}
