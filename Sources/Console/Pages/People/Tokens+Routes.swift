import Access
import Attendance
import AttendanceHub
import Hummingbird
import ProgramSettings
import Store
import UnbindingCases
import Wire

/// API tokens.
extension Console {
    var tokenRoutes: [Route] {
        [
            Route(.get, "/tokens", .permission(.tokens)) { try await $0.tokensPage() },
            Route(.post, "/tokens", .permission(.tokens)) { try await $0.makeToken() },
            Route(.post, "/tokens/{id}/revoke", .permission(.tokens)) { visit in
                let token = try await visit.store.apiTokens.all().first { String($0.id) == visit.parameter("id") }
                guard let token else { throw APITokenFailure.unknown(visit.parameter("id")) }
                try await visit.store.apiTokens.revoke(token.name, act: visit.act)
                return visit.redirect("/tokens")
            },
        ]
    }
}

extension Visit {
    fileprivate func tokensPage(secret: String? = nil, flash: Flash? = nil) async throws -> Response {
        let model = TokensPage(
            try await store.apiTokens.all(), try await store.companies.all(), secret: secret,
            in: try await store.settings.current().zone, for: reader)
        return page(
            model, title: "API token", status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    fileprivate func makeToken() async throws -> Response {
        do {
            let scopes = Set(form.all("scope").compactMap(Permission.init))
            return try await tokensPage(
                secret: try await makeToken(form["name"], scopes, company: form["company"]).secret)
        } catch {
            return try await tokensPage(flash: .bad(Refusal(error).phrase[language]))
        }
    }

    /// Makes a token of rights that its maker has.
    ///
    /// - Parameter company: the number of the one that it speaks for; empty is the desk itself.
    func makeToken(
        _ name: String, _ scopes: Set<Permission>, company: String = ""
    ) async throws -> (token: APIToken, secret: String) {
        guard !scopes.isEmpty else {
            throw RequestFailure(en: "choose at least one scope", vi: "hãy chọn ít nhất một phạm vi")
        }
        if let foreign = scopes.first(where: { !may($0) }) {
            throw RequestFailure(
                en: "you cannot give the scope \(foreign.rawValue): you do not have it",
                vi: "bạn không có phạm vi \(foreign.rawValue) nên không thể cấp")
        }
        var companyID = principal.companyID
        if !company.isEmpty {
            guard let number = Int64(company) else { throw CompanyFailure.unknown(company) }
            companyID = try await store.companies.find(number).id
        }
        return try await store.apiTokens.add(
            try Names.checked(name), scopes: scopes, company: companyID, act: act)
    }
}
