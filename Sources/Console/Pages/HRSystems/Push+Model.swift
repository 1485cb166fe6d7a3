import Access
import Attendance

/// Asks what is to be delivered, and to whom.
struct PushPage: PageModel {
    static let template = "push"

    let token: String
    let refusal: FormRefusal?
    let clients: [Choice]
    /// The days.
    let fields: [FieldInput]
    let back: String
}

extension PushPage {
    static let ids = ["from", "to"]

    /// - Parameter typed: what was typed and refused, by the fields' names; of a form that is opened, whom it is for.
    init(_ clients: [HRClient], typed: (String) -> String, _ problems: FormProblems, for reader: Reader) {
        token = reader.formToken
        self.clients = clients.map { Choice(String($0.id), $0.name, isChosen: String($0.id) == typed("hr")) }
        fields = [
            ("from", Phrase(en: "From", vi: "Từ ngày")), ("to", Phrase(en: "Up to and including", vi: "Đến hết ngày")),
        ].map { id, label in
            FieldInput(id, .date, label: label, FieldState(values: [typed(id)]), problems, reader.language)
        }
        refusal = FormRefusal(problems, fields, reader.language)
        back = clients.first { String($0.id) == typed("hr") }.map { "/hr/\($0.id)" } ?? "/hr"
    }
}
