import Access
import Attendance
import AttendanceHub
import Hummingbird
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// Companies that file cases, for programs. Which company an account is of decides what it sees: a company's own token
/// decides nothing of it.
struct CompanyOperations: Sendable {
    let desk: Desk
    let companies: CompanyRepository
    let users: UserRepository
    let uploads: UploadLimit

    var operations: [Operation] {
        [
            Operation(
                .get, "/companies", access: .any([.deskWrite, .casesFile, .companyPropose]), "listCompanies",
                "Companies that file cases; a program of one company sees that one",
                reply: .json(.ok, .page(.company)), list),
            Operation(
                .post, "/companies", .deskWrite, "addCompany", "Take a company in, verified",
                body: .object([
                    .init("name", .string(minimum: 2, maximum: 200)),
                    .init("taxCode", .string(minimum: 10, maximum: 14)),
                ]), reply: .json(.created, .company), add),
            Operation(
                .post, "/company-proposals", .companyPropose, "proposeCompany",
                "Name the company of an account, with a photo of its papers; the desk verifies it",
                body: .object([
                    .init("installer", .string(minimum: 1, maximum: 200)),
                    .init("name", .string(minimum: 2, maximum: 200)),
                    .init("taxCode", .string(minimum: 10, maximum: 14)),
                    .init("contact", .string(minimum: 1, maximum: 500)), .init("document", .photoFile),
                ]), reply: .json(.created, .company), bodyLimit: UploadLimit.photoInJSON, propose),
            Operation(
                .post, "/companies/{id}/decision", .deskWrite, "decideCompany",
                "Accept a company, or refuse it with a reason",
                body: .object([
                    .init("verified", .boolean), .init("reason", .string(minimum: 1, maximum: 500), required: false),
                ]), reply: .json(.ok, .company), decide),
        ]
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        let own = call.visit.principal.companyID
        return .page(try await companies.all().filter { own == nil || $0.id == own }.map(\.json))
    }

    @Sendable private func add(_ call: Call) async throws -> Response {
        try call.visit.caseRights.requireDesk()
        let company = try await companies.addVerified(
            call.body["name"]?.text ?? "", taxCode: try CompanyOperations.taxCode(in: call.body), act: call.visit.act)
        return .json(company.json, status: .created)
    }

    @Sendable private func propose(_ call: Call) async throws -> Response {
        try call.visit.caseRights.requireDesk()
        try uploads.take(by: call.visit.principal)
        let user = try await users.find(call.body["installer"]?.text ?? "")
        let file = try Call.photo(call.body["document"] ?? .null)
        let taxCode = try CompanyOperations.taxCode(in: call.body)
        let papers = try await desk.papers(file.bytes, named: file.name, by: call.visit.principal.actor)
        let company = try await desk.propose(
            CompanyDraft(
                name: call.body["name"]?.text ?? "", taxCode: taxCode, contact: call.body["contact"]?.text ?? "",
                document: papers), by: user.name)
        return .json(company.json, status: .created)
    }

    @Sendable private func decide(_ call: Call) async throws -> Response {
        try call.visit.caseRights.requireDesk()
        guard let id = Int64(call.visit.parameter("id")) else {
            throw CompanyFailure.unknown(call.visit.parameter("id"))
        }
        try await desk.decide(
            try await companies.find(id), verified: call.body["verified"]?.bool ?? false,
            reason: call.body["reason"]?.text ?? "", actor: call.visit.principal.actor)
        return .json(try await companies.find(id).json)
    }

    private static func taxCode(in body: JSONValue) throws -> String {
        let text = body["taxCode"]?.text ?? ""
        guard CompanyDraft.isTaxCode(text) else {
            throw Refusal(.unprocessableContent, CompanyDraft.taxCodeRule, field: "taxCode")
        }
        return text
    }
}
