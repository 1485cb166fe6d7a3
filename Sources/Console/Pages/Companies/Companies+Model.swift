import Access
import Attendance
import UnbindingCases

/// The company of whoever looks: what was named, and what became of it.
struct CompanyPage: PageModel {
    static let template = "company"

    let name: String
    let taxCode: String
    let refusal: FormRefusal?
    let fields: [FieldInput]
    let paper: FieldInput
    let state: String?
    let tone: String
    let reason: String?
    let isVerified: Bool
    let mayPropose: Bool
    let token: String
}

extension CompanyPage {
    static let ids = ["name", "tax-code", "contact", "document"]

    /// - Parameters:
    ///   - company: nil where none was named yet.
    ///   - typed: what was typed and refused, by the fields' names.
    init(_ company: Company?, typed: ((String) -> String)?, _ problems: FormProblems, for reader: Reader) {
        name = company?.name ?? ""
        taxCode = company?.taxCode ?? ""
        func line(_ id: String, _ label: Phrase, _ stored: String?, _ longest: Int, hint: FieldInput.Hint?)
            -> FieldInput
        {
            let hints = [FieldInput.Hint(attribute: "maxlength", setting: String(longest))] + (hint.map { [$0] } ?? [])
            return FieldInput(
                id, .line(isNumber: false), label: label,
                FieldState(values: [typed?(id) ?? stored ?? ""], isRequired: true, hints: hints), problems,
                reader.language)
        }
        fields = [
            line(
                "name", Phrase(en: "Company", vi: "Tên công ty"), company?.name, 200,
                hint: FieldInput.Hint(attribute: "autocomplete", setting: "organization")),
            line(
                "tax-code", Phrase(en: "Tax code", vi: "Mã số thuế"), company?.taxCode, 14,
                hint: FieldInput.Hint(attribute: "inputmode", setting: "numeric")),
            line("contact", Phrase(en: "Contact", vi: "Người liên hệ"), company?.contact, 500, hint: nil),
        ]
        paper = FieldInput(
            "document", .photo,
            label: Phrase(en: "Photo of the business registration", vi: "Ảnh giấy đăng ký kinh doanh"),
            FieldState(isRequired: true), problems, reader.language)
        refusal = FormRefusal(problems, fields + [paper], reader.language)
        state = company?.state.label[reader.language]
        tone = company?.state.tone ?? ""
        reason = company?.state == .refused ? company?.reason : nil
        isVerified = company?.state == .verified
        mayPropose = company == nil || company?.state == .refused
        token = reader.formToken
    }
}

/// All companies, for those who verify them.
struct CompaniesPage: PageModel {
    static let template = "companies"

    struct Line: Sendable {
        let id: Int64
        let name: String
        let taxCode: String
        let contact: String
        let state: String
        let tone: String
        let reason: String?
        let madeBy: String
        let at: String
        let hasDocument: Bool
        let mayVerify: Bool
        let mayRefuse: Bool
    }

    let companies: [Line]
    let users: [String]
    let token: String
    let refusal: FormRefusal?
    /// Of a company that is added.
    let fields: [FieldInput]
}

extension CompaniesPage {
    static let ids = ["name", "tax-code"]

    /// - Parameters:
    ///   - users: who may belong to one.
    ///   - zone: of the program.
    ///   - typed: what was typed of a new one, by the fields' names.
    init(
        _ companies: [Company], users: [String], in zone: Zone, typed: (String) -> String, _ problems: FormProblems,
        for reader: Reader
    ) {
        self.companies = companies.map {
            Line(
                id: $0.id, name: $0.name, taxCode: $0.taxCode, contact: $0.contact,
                state: $0.state.label[reader.language], tone: $0.state.tone, reason: $0.reason, madeBy: $0.madeBy,
                at: Texts.time($0.madeAt, in: zone), hasDocument: $0.hasDocument, mayVerify: $0.state != .verified,
                mayRefuse: $0.state != .refused)
        }
        self.users = users
        token = reader.formToken
        fields = [
            FieldInput(
                "name", .line(isNumber: false), label: Phrase(en: "A company you know", vi: "Công ty bạn biết rõ"),
                FieldState(
                    values: [typed("name")], isRequired: true,
                    hints: [FieldInput.Hint(attribute: "maxlength", setting: "200")]), problems, reader.language),
            FieldInput(
                "tax-code", .line(isNumber: false), label: Phrase(en: "Tax code", vi: "Mã số thuế"),
                FieldState(
                    values: [typed("tax-code")], isRequired: true,
                    hints: [FieldInput.Hint(attribute: "maxlength", setting: "14")]), problems, reader.language),
        ]
        refusal = FormRefusal(problems, fields, reader.language)
    }
}

extension Company.State {
    var tone: String {
        switch self {
        case .waiting: "busy"
        case .verified: "good"
        case .refused: "bad"
        }
    }
}
