import Attendance
import Hummingbird

/// The manual. It holds no secret: whoever has no account yet reads it too.
struct HelpPages: Pages {
    let manual: Manual

    var routes: [Route] {
        [
            Route(.get, "/help", .open) { $0.redirect("/help/console") },
            Route(.get, "/help/{page}", .open) { try show($0, $0.language) },
            Route(.get, "/help/{page}/{language}", .open) { visit in
                try show(visit, Language(rawValue: visit.parameter("language")) ?? visit.language)
            },
        ]
    }

    private func show(_ visit: Visit, _ language: Language) throws -> Response {
        let name = visit.parameter("page")
        guard let text = manual.page(name, language) else {
            throw Refusal(.notFound, Phrase(en: "the manual has no such page", vi: "hướng dẫn không có trang này"))
        }
        return visit.page(HelpPage(text, name, in: manual, for: visit.language), title: text.title)
    }
}
