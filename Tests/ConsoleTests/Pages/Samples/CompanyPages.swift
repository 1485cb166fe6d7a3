import Attendance

@testable import Console

extension PageSample {
    static let companyPages = [
        PageSample(
            "company-of-a-newcomer",
            CompanyPage(
                name: "", taxCode: "", refusal: nil, fields: fields, paper: paper, state: nil, tone: "", reason: nil,
                isVerified: false,
                mayPropose: true, token: "t")),
        PageSample(
            "company-refused",
            CompanyPage(
                name: "Công ty An Ninh", taxCode: "0101234567", refusal: nil, fields: fields, paper: paper,
                state: "refused", tone: "bad", reason: "The photo cannot be read.", isVerified: false, mayPropose: true,
                token: "t")),
        PageSample(
            "company-verified",
            CompanyPage(
                name: "Công ty An Ninh", taxCode: "0101234567", refusal: nil, fields: [], paper: paper,
                state: "verified", tone: "good", reason: nil, isVerified: true, mayPropose: false, token: "t")),
        PageSample(
            "companies",
            CompaniesPage(
                companies: [
                    line(4, "waiting", "busy", reason: nil, isOpen: true),
                    line(5, "refused", "bad", reason: "The photo cannot be read.", isOpen: false),
                ], users: ["minh"], token: "t", refusal: FormRefusal(refused, fields, .en), fields: fields)),
        PageSample("companies-none", CompaniesPage(companies: [], users: [], token: "t", refusal: nil, fields: fields)),
    ]

    private static let fields = [
        FieldInput(
            "name", .line(isNumber: false), label: Phrase(en: "Company", vi: "Tên công ty"),
            FieldState(values: ["A"], isRequired: true), refused, .en)
    ]
    private static let paper = FieldInput(
        "document", .photo, label: Phrase(verbatim: "Photo of the business registration"), FieldState(isRequired: true),
        FormProblems(), .en)
    private static let refused: FormProblems = {
        var problems = FormProblems()
        problems.add(Phrase(verbatim: "write the company's name"), at: "name")
        return problems
    }()

    private static func line(
        _ id: Int64, _ state: String, _ tone: String, reason: String?, isOpen: Bool
    ) -> CompaniesPage.Line {
        CompaniesPage.Line(
            id: id, name: "Công ty An Ninh", taxCode: "0101234567", contact: "Anh Minh", state: state, tone: tone,
            reason: reason, madeBy: "minh", at: "16/03/2026 08:00", hasDocument: isOpen, mayVerify: isOpen,
            mayRefuse: isOpen)
    }
}
