import Access
import Attendance
import AttendanceHub
import Hummingbird
import ProgramSettings
import Store
import UnbindingCases
import Wire

/// API tokens.
struct TokenPages: Pages {
    let accounts: Accounts
    let apiTokens: APITokenRepository
    let companies: CompanyRepository
    let settings: SettingsRepository

    var routes: [Route] {
        [
            Route(.get, "/tokens", .permission(.tokens)) { try await list(for: $0) },
            Route(.post, "/tokens", .permission(.tokens), make),
            Route(.post, "/tokens/{id}/revoke", .permission(.tokens), revoke),
        ]
    }

    private func list(
        for visit: Visit, secret: String? = nil, _ problems: FormProblems = FormProblems()
    ) async throws -> Response {
        var problems = problems
        problems.lead(along: ["name"])
        let model = TokensPage(
            try await apiTokens.all(), try await companies.all(), secret: secret,
            in: try await settings.current().zone, typed: problems.isEmpty ? Form() : visit.form, problems,
            for: visit.reader)
        return visit.page(
            model, title: "API token", status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func make(_ visit: Visit) async throws -> Response {
        let secret: String
        do {
            let company = visit.form["company"]
            secret = try await accounts.makeToken(
                named: visit.form["name"], Set(visit.form.all("scope").compactMap(Permission.init)),
                company: company.isEmpty ? nil : company, by: visit.principal, at: visit.now
            ).secret
        } catch {
            var problems = FormProblems()
            problems.add(error)
            return try await list(for: visit, problems)
        }
        return try await list(for: visit, secret: secret)
    }

    @Sendable private func revoke(_ visit: Visit) async throws -> Response {
        try await accounts.revokeToken(id: visit.parameter("id"), by: visit.principal, at: visit.now)
        return visit.redirect("/tokens")
    }
}
