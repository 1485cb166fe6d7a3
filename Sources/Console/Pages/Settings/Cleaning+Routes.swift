import Access
import Attendance
import AttendanceHub
import Hummingbird
import Wire

/// What is removed for good, after one more question.
struct CleaningPages: Pages {
    let cleaning: Cleaning

    var routes: [Route] {
        [
            Route(.get, "/clean", .permission(.clean), ask),
            Route(.post, "/clean", .permission(.clean), remove),
        ]
    }

    @Sendable private func ask(_ visit: Visit) throws -> Response {
        let model = ConfirmPage(
            cleaning: try subject(visit.query("what")), before: LocalDate(visit.query("before")),
            typed: visit.query("before"), for: visit.reader)
        return visit.page(model, title: visit.say("Clean up", "Dọn dữ liệu"))
    }

    @Sendable private func remove(_ visit: Visit) async throws -> Response {
        let subject = try subject(visit.form["what"])
        let typed = visit.form["before"]
        let before = LocalDate(typed)
        guard typed.isEmpty || before != nil else {
            throw RequestFailure(en: "“\(typed)” is not a date", vi: "“\(typed)” không phải ngày")
        }
        let removed = try await cleaning.remove(
            subject, before: before.map { .date($0) }, confirmedBy: visit.form["confirm"], act: visit.act)
        let number = Texts.number(removed, visit.language)
        return visit.redirect(
            "/settings",
            .good("\(subject.title[visit.language]): " + visit.say("\(number) removed.", "đã xóa \(number).")))
    }

    private func subject(_ word: String) throws -> CleaningSubject {
        guard let subject = CleaningSubject(rawValue: word) else { throw Refusal(HTTPError(.notFound)) }
        return subject
    }
}

extension ConfirmPage {
    /// - Parameter typed: the day as it was typed, which the answer brings along.
    init(cleaning subject: CleaningSubject, before: LocalDate?, typed: String, for reader: Reader) {
        let days = before.map { " " + reader.say("before \(Texts.date($0))", "trước ngày \(Texts.date($0))") } ?? ""
        self.init(
            heading: reader.say("Clean up: ", "Dọn dữ liệu: ") + subject.title[reader.language] + days,
            action: "/clean", token: reader.formToken,
            inputs: [
                Input(name: "what", value: subject.rawValue), Input(name: "before", value: typed),
                Input(name: "confirm", value: Cleaning.confirmation),
            ],
            text: subject.help[reader.language] + " "
                + reader.say("This cannot be undone.", "Không thể hoàn tác."),
            button: reader.say("Remove", "Xóa"), back: "/settings")
    }
}
