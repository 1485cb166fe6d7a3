import Attendance
import HTTPTypes

/// What went wrong, in place of a page.
struct ErrorPage: PageModel {
    static let template = "error"

    let heading: String
    let text: String
}

extension ErrorPage {
    init(_ refusal: Refusal, _ language: Language) {
        heading =
            refusal.status == .notFound
            ? Phrase(en: "Not found", vi: "Không tìm thấy")[language]
            : Phrase(en: "That did not work", vi: "Không thực hiện được")[language]
        text = refusal.phrase[language]
    }
}
