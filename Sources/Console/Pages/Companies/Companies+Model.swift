import Access
import Attendance
import UnbindingCases

/// The company of whoever looks: what was named, and what became of it.
struct CompanyPage: PageModel {
    static let template = "company"

    let name: String
    let taxCode: String
    let contact: String
    let state: String?
    let tone: String
    let reason: String?
    let isVerified: Bool
    let mayPropose: Bool
    let token: String
}

extension CompanyPage {
    /// - Parameters:
    ///   - company: nil where none was named yet.
    ///   - typed: what was typed and refused, by the fields' names.
    init(_ company: Company?, typed: ((String) -> String)?, for reader: Reader) {
        name = typed?("name") ?? company?.name ?? ""
        taxCode = typed?("tax-code") ?? company?.taxCode ?? ""
        contact = typed?("contact") ?? company?.contact ?? ""
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
}

extension CompaniesPage {
    /// - Parameters:
    ///   - users: who may belong to one.
    ///   - zone: of the program.
    init(_ companies: [Company], users: [String], in zone: Zone, for reader: Reader) {
        self.companies = companies.map {
            Line(
                id: $0.id, name: $0.name, taxCode: $0.taxCode, contact: $0.contact,
                state: $0.state.label[reader.language], tone: $0.state.tone, reason: $0.reason, madeBy: $0.madeBy,
                at: Texts.time($0.madeAt, in: zone), hasDocument: $0.hasDocument, mayVerify: $0.state != .verified,
                mayRefuse: $0.state != .refused)
        }
        self.users = users
        token = reader.formToken
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
