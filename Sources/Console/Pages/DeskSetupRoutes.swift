import Access
import Attendance
import Casework
import HTTPTypes
import Hub
import Hummingbird
import Notices
import ProgramSettings
import Serials
import Store
import Wire
import WorkingTime

/// What the desk works by: its calendar, its register of bindings, its secrets.
extension Console {
    var deskSetupRoutes: [Route] {
        [
            Route(.get, "/calendar", .permission(.casesDecide)) { try await $0.calendarPage() },
            Route(.post, "/calendar", .permission(.deskWrite)) { try await $0.saveCalendar() },
            Route(.get, "/bindings", .permission(.casesDecide)) { try await $0.bindingsPage() },
            Route(.post, "/bindings", .permission(.deskWrite)) { try await $0.noteBinding() },
            Route(.post, "/desk/secrets", .permission(.deskWrite)) { visit in
                let names = [
                    DeskSecret.hikPartnerKey, DeskSecret.hikPartnerSecret, NoticeCourier.SecretName.mailPassword,
                    NoticeCourier.SecretName.webhook,
                ]
                for name in names where !visit.form[name].isEmpty {
                    try await visit.store.programSecrets.keep(String(visit.form[name].prefix(500)), as: name)
                }
                return visit.redirect("/settings#desk", .good(visit.say("Kept, sealed.", "Đã lưu, được niêm phong.")))
            },
        ]
    }
}

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

struct BindingsPage: PageModel {
    static let template = "bindings"

    struct Row: Sendable {
        let serial: String
        let account: String
        let who: String
    }

    let rows: [Row]
    let mayWrite: Bool
    let token: String
}

extension Visit {
    fileprivate func calendarPage(flash: Flash? = nil) async throws -> Response {
        let calendar = try await store.calendars.current()
        let typed = flash != nil
        let today = calendar.zone.date(at: now)
        return page(
            CalendarPage(
                version: calendar.version, zone: typed ? form["zone"] : calendar.zone.identifier,
                days: Weekday.allCases.map { day in
                    let spans = (calendar.weekdays[day] ?? []).map(\.description).joined(separator: ", ")
                    return CalendarPage.Day(
                        field: day.word, name: day.name[language], spans: typed ? form[day.word] : spans)
                },
                holidays: typed ? form["holidays"] : CalendarText.holidays(calendar),
                workingDays: typed ? form["working-days"] : CalendarText.workingDays(calendar),
                coversUntil: typed ? form["covers-until"] : String(calendar.coversUntilYear),
                // The last quarter of the last year covered is late enough to say so.
                isEnding: today.adding(days: 92).year > calendar.coversUntilYear, mayWrite: may(.deskWrite),
                token: formToken), title: say("Working calendar", "Lịch làm việc"),
            status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    fileprivate func saveCalendar() async throws -> Response {
        do {
            let document = try CalendarText.document(form)
            let calendar = try await store.calendars.replace(document, act: act)
            return redirect(
                "/calendar",
                .good(
                    say(
                        "Version \(calendar.version) is in force for cases that are filed from now on.",
                        "Phiên bản \(calendar.version) có hiệu lực cho trường hợp gửi từ bây giờ.")))
        } catch {
            let refusal = Refusal(error)
            guard refusal.status.code < 500 else { throw error }
            return try await calendarPage(flash: .bad(refusal.phrase[language]))
        }
    }

    fileprivate func bindingsPage() async throws -> Response {
        let zone = try await store.settings.current().zone
        let rows = try await store.bindings.all().map {
            BindingsPage.Row(
                serial: $0.serial.text, account: $0.account ?? say("free", "chưa liên kết"),
                who: "\(Texts.time($0.at, in: zone)) · \($0.actor)")
        }
        return page(
            BindingsPage(rows: rows, mayWrite: may(.deskWrite), token: formToken),
            title: say("Register of bindings", "Sổ đăng ký liên kết"))
    }

    fileprivate func noteBinding() async throws -> Response {
        guard let serial = ShortSerial(in: form["serial"]) else {
            return redirect("/bindings", .bad(say("This is no serial.", "Đây không phải số serial.")))
        }
        let account = String(form["account"].trimmed.prefix(200))
        try await store.bindings.set(
            serial, account: account.isEmpty ? nil : account, act: act)
        return redirect("/bindings", .good("\(serial): \(account.isEmpty ? say("free", "chưa liên kết") : account)"))
    }
}

/// A calendar as lines of text that a person edits.
private enum CalendarText {
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
