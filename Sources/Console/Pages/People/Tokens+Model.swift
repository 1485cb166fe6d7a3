import Access
import Attendance
import UnbindingCases
import Wire

/// With what programs sign in, and what each may do.
struct TokensPage: PageModel {
    static let template = "tokens"

    struct Line: Sendable {
        let id: Int64
        let name: String
        let scopes: String
        let made: String
        let used: String
    }

    let secret: String?
    let refusal: FormRefusal?
    let nameField: FieldInput
    let scopes: [Choice]
    /// For which a program may speak.
    let companies: [Choice]
    let tokens: [Line]
    let token: String
}

extension TokensPage {
    /// - Parameters:
    ///   - secret: of the token that was just made; shown once.
    ///   - zone: of the program.
    ///   - form: what was sent and refused; empty where nothing was.
    init(
        _ tokens: [APIToken], _ companies: [Company], secret: String?, in zone: Zone, typed form: Form,
        _ problems: FormProblems, for reader: Reader
    ) {
        let names = Dictionary(uniqueKeysWithValues: companies.map { ($0.id, $0.name) })
        self.secret = secret
        scopes = Permission.allCases.filter(reader.may).map {
            Choice($0.rawValue, $0.title[reader.language], isChosen: form.all("scope").contains($0.rawValue))
        }
        self.companies = companies.filter { $0.state == .verified }.map {
            Choice(String($0.id), $0.name, isChosen: form["company"] == String($0.id))
        }
        self.tokens = tokens.map {
            Line(
                id: $0.id, name: $0.name + ($0.companyID.flatMap { names[$0] }.map { " · \($0)" } ?? ""),
                scopes: $0.scopes.map(\.rawValue).sorted().joined(separator: ", "),
                made: "\(Texts.time($0.createdAt, in: zone)) · \($0.madeBy)",
                used: Texts.time($0.lastUsedAt, in: zone))
        }
        token = reader.formToken
        nameField = FieldInput(
            "name", .line(isNumber: false), label: Phrase(en: "What is it for?", vi: "Dùng để làm gì?"),
            FieldState(
                values: [form["name"]], isRequired: true,
                hints: [FieldInput.Hint(attribute: "maxlength", setting: "100")]), problems, reader.language)
        refusal = FormRefusal(problems, [nameField], reader.language)
    }
}
