import Attendance
import Wire
import WorkingTime

/// A calendar as lines of text that a person edits.
enum CalendarText {
    /// `2026-09-02; Quốc khánh / National Day; confirmed; source`
    static func holidays(_ calendar: WorkingCalendar) -> String {
        calendar.holidays.sorted { $0.key < $1.key }.map { date, day in
            "\(date); \(day.name.vi) / \(day.name.en); \(day.isConfirmed ? "confirmed" : "expected"); \(day.source)"
        }.joined(separator: "\n")
    }

    /// `2026-08-22; 08:30-17:30`
    static func workingDays(_ calendar: WorkingCalendar) -> String {
        calendar.workingDays.sorted { $0.key < $1.key }.map { date, spans in
            "\(date); \(spans.map(\.description).joined(separator: ", "))"
        }.joined(separator: "\n")
    }

    static func document(_ form: Form) throws -> JSONValue {
        func spans(_ text: String) -> JSONValue {
            .array(text.split(separator: ",").map { .string($0.trimmed) })
        }
        let weekdays = Weekday.allCases.map { JSONValue.Member($0.word, spans(form[$0.word])) }
        let holidays = try form["holidays"].split(whereSeparator: \.isNewline).filter { !$0.trimmed.isEmpty }.map {
            line -> JSONValue in
            let parts = line.split(separator: ";", maxSplits: 3, omittingEmptySubsequences: false).map(\.trimmed)
            guard parts.count >= 3, ["confirmed", "expected"].contains(parts[2]) else {
                throw RequestFailure(
                    en: "“\(line)”: write date; name; confirmed or expected; source",
                    vi: "“\(line)”: hãy ghi ngày; tên; confirmed hoặc expected; nguồn")
            }
            let names = parts[1].split(separator: "/", maxSplits: 1).map(\.trimmed)
            return [
                "date": .string(parts[0]), "vi": .string(names.first ?? ""), "en": .string(names.last ?? ""),
                "confirmed": .bool(parts[2] == "confirmed"), "source": .string(parts.count > 3 ? parts[3] : ""),
            ]
        }
        let workingDays = form["working-days"].split(whereSeparator: \.isNewline).filter { !$0.trimmed.isEmpty }.map {
            line -> JSONValue in
            let parts = line.split(separator: ";", maxSplits: 1).map(\.trimmed)
            return ["date": .string(parts.first ?? ""), "spans": spans(parts.count > 1 ? parts[1] : "")]
        }
        return [
            "timeZone": .string(form["zone"].trimmed), "weekdays": .object(weekdays), "holidays": .array(holidays),
            "workingDays": .array(workingDays), "coversUntilYear": JSONValue(Int(form["covers-until"].trimmed) ?? 0),
        ]
    }
}
