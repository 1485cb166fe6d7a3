import Access
import Attendance
import HTTPTypes
import Hummingbird
import Store
import Wire
import WorkingTime

/// The working calendar: cases keep the version that was in force when they were filed.
struct CalendarPages: Pages {
    let calendars: CalendarRepository

    var routes: [Route] {
        [
            Route(.get, "/calendar", .permission(.casesDecide)) { try await show($0) },
            Route(.post, "/calendar", .permission(.deskWrite), save),
        ]
    }

    private func show(_ visit: Visit, refused flash: Flash? = nil) async throws -> Response {
        let form = visit.form
        let model = CalendarPage(
            try await calendars.current(), typed: flash == nil ? nil : { form[$0] }, now: visit.now,
            for: visit.reader)
        return visit.page(
            model, title: visit.say("Working calendar", "Lịch làm việc"),
            status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    @Sendable private func save(_ visit: Visit) async throws -> Response {
        do {
            let document = try CalendarText.document(visit.form)
            let calendar = try await calendars.replace(document, act: visit.act)
            return visit.redirect(
                "/calendar",
                .good(
                    visit.say(
                        "Version \(calendar.version) is in force for cases that are filed from now on.",
                        "Phiên bản \(calendar.version) có hiệu lực cho yêu cầu gửi từ bây giờ.")))
        } catch {
            let refusal = Refusal(error)
            guard refusal.status.code < 500 else { throw error }
            return try await show(visit, refused: .bad(refusal.phrase[visit.language]))
        }
    }
}
