import Access
import Attendance
import HTTPTypes
import Hummingbird
import Store
import Wire
import WorkingTime

/// The working calendar: cases keep the version that was in force when they were filed.
extension Console {
    var calendarRoutes: [Route] {
        [
            Route(.get, "/calendar", .permission(.casesDecide)) { try await $0.calendarPage() },
            Route(.post, "/calendar", .permission(.deskWrite)) { try await $0.saveCalendar() },
        ]
    }
}

extension Visit {
    fileprivate func calendarPage(refused flash: Flash? = nil) async throws -> Response {
        let form = form
        let model = CalendarPage(
            try await store.calendars.current(), typed: flash == nil ? nil : { form[$0] }, now: now, for: reader)
        return page(
            model, title: say("Working calendar", "Lịch làm việc"),
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
            return try await calendarPage(refused: .bad(refusal.phrase[language]))
        }
    }
}
