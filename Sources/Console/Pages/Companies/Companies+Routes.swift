import Access
import Attendance
import Hummingbird
import ProgramSettings
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// All companies, for those who accept them or refuse them with a reason.
struct CompaniesPages: Pages {
    let desk: Desk
    let companies: CompanyRepository
    let users: UserRepository
    let settings: SettingsRepository

    var routes: [Route] {
        [
            Route(.get, "/companies", .permission(.deskWrite)) { try await list($0) },
            Route(.post, "/companies", .permission(.deskWrite), add),
            Route(.post, "/companies/{id}", .permission(.deskWrite), decide),
            Route(.post, "/companies/{id}/members", .permission(.deskWrite), assign),
            Route(.get, "/companies/{id}/document", .permission(.deskWrite), showDocument),
        ]
    }

    private func company(_ visit: Visit) async throws -> Company {
        guard let id = Int64(visit.parameter("id")) else { throw CompanyFailure.unknown(visit.parameter("id")) }
        return try await companies.find(id)
    }

    private func list(_ visit: Visit, _ problems: FormProblems = FormProblems()) async throws -> Response {
        let users = try await users.all().filter { $0.role == .installer || $0.role == .admin }.map(\.name)
        var problems = problems
        problems.lead(along: CompaniesPage.ids)
        return visit.page(
            CompaniesPage(
                try await companies.all(), users: users, in: try await settings.current().zone,
                typed: { visit.form[$0] }, problems, for: visit.reader),
            title: visit.say("Companies", "Công ty"), status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func add(_ visit: Visit) async throws -> Response {
        let name = visit.form["name"].trimmed
        let taxCode = visit.form["tax-code"].trimmed
        var problems = FormProblems()
        if !(2...200).contains(name.count) { problems.add(CompanyDraft.nameRule, at: "name") }
        if !CompanyDraft.isTaxCode(taxCode) { problems.add(CompanyDraft.taxCodeRule, at: "tax-code") }
        guard problems.isEmpty else { return try await list(visit, problems) }
        do { _ = try await companies.addVerified(name, taxCode: taxCode, act: visit.act) } catch {
            guard error.explained.blame == .request else { throw error }
            problems.add(error, at: "tax-code")
            return try await list(visit, problems)
        }
        return visit.redirect(
            "/companies", .good(visit.say("“\(name)” is verified.", "“\(name)” đã được xác thực.")))
    }

    @Sendable private func decide(_ visit: Visit) async throws -> Response {
        let company = try await company(visit)
        let verified = visit.form["decision"] == "verify"
        do {
            try await desk.decide(
                company, verified: verified, reason: String(visit.form["reason"].trimmed.prefix(500)),
                actor: visit.principal.actor)
        } catch CompanyFailure.noReason {
            return visit.redirect(
                "/companies",
                .bad(
                    visit.say(
                        "Say why it is refused: the installer reads it.", "Hãy ghi lý do từ chối: kỹ thuật viên sẽ đọc."
                    )))
        }
        return visit.redirect(
            "/companies",
            .good("\(company.name): \((verified ? Company.State.verified : .refused).label[visit.language])"))
    }

    @Sendable private func assign(_ visit: Visit) async throws -> Response {
        let company = try await company(visit)
        let user = try await users.find(visit.form["user"])
        try await companies.assign(company, to: user.name, act: visit.act)
        return visit.redirect(
            "/companies", .good(visit.say("“\(user.name)” belongs to it.", "“\(user.name)” đã thuộc công ty này.")))
    }

    @Sendable private func showDocument(_ visit: Visit) async throws -> Response {
        let company = try await company(visit)
        guard let bytes = try await companies.document(of: company) else {
            throw EvidenceFailure.unknown(visit.parameter("id"))
        }
        return .file(bytes, "image/jpeg", named: "company-\(company.id).jpg", isShown: true)
    }
}
