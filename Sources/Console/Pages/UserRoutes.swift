import Access
import Attendance
import Foundation
import Hub
import Hummingbird
import ProgramSettings
import Sealing
import Store
import UnbindingDesk
import Wire

/// Users, invitations and API tokens.
extension Console {
    var userRoutes: [Route] {
        [
            Route(.get, "/users", .permission(.users)) { try await $0.usersPage() },
            Route(.post, "/users/invite", .permission(.users)) { try await $0.invite() },
            Route(.post, "/users/{id}", .permission(.users)) { try await $0.changeUser() },
            Route(.get, "/tokens", .permission(.tokens)) { try await $0.tokensPage() },
            Route(.post, "/tokens", .permission(.tokens)) { try await $0.makeToken() },
            Route(.post, "/tokens/{id}/revoke", .permission(.tokens)) { visit in
                let token = try await visit.store.apiTokens.all().first { String($0.id) == visit.parameter("id") }
                guard let token else { throw StoreError.noSuch(.apiToken, visit.parameter("id")) }
                try await visit.store.apiTokens.revoke(token.name, act: visit.act)
                return visit.redirect("/tokens")
            },
        ]
    }
}

struct UsersPage: PageModel {
    static let template = "users"

    struct Line: Sendable {
        let id: Int64
        let name: String
        let lastLogin: String
        let roles: [Choice]
        let isEnabled: Bool
    }

    let invitation: String?
    let roles: [Choice]
    let users: [Line]
    let token: String
}

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
    let scopes: [Choice]
    /// For which a program may speak.
    let companies: [Choice]
    let tokens: [Line]
    let token: String
}

extension Visit {
    fileprivate func usersPage(invitation: String? = nil) async throws -> Response {
        let zone = try await store.settings.current().zone
        let users = try await store.users.all().map { user in
            UsersPage.Line(
                id: user.id, name: user.name, lastLogin: Texts.time(user.lastLoginAt, in: zone),
                roles: Role.allCases.map {
                    Choice($0.rawValue, $0.title[language], isChosen: $0 == user.role)
                }, isEnabled: user.isEnabled)
        }
        let model = UsersPage(
            invitation: invitation,
            roles: Role.allCases.map { Choice($0.rawValue, $0.title[language], isChosen: $0 == .viewer) }, users: users,
            token: formToken)
        return page(model, title: say("Users", "Người dùng"))
    }

    fileprivate func invite() async throws -> Response {
        guard let role = Role(rawValue: form["role"]) else { throw Refusal(HTTPError(.badRequest)) }
        return try await usersPage(invitation: try await invitation(role))
    }

    /// A link that makes one account of a role.
    func invitation(_ role: Role) async throws -> String {
        try refuseBeyondOwn(role)
        let secret = BearerSecret.make()
        try await store.users.invite(secret, role: role, act: act)
        return "\(console.policy.origin(request))/invitation/\(secret)"
    }

    fileprivate func changeUser() async throws -> Response {
        let user = try await store.users.all().first { String($0.id) == parameter("id") }
        guard let user else { throw StoreError.noSuch(.user, parameter("id")) }
        guard let role = Role(rawValue: form["role"]) else { throw Refusal(HTTPError(.badRequest)) }
        try refuseBeyondOwn(user.role)
        try refuseBeyondOwn(role)
        try await store.users.change(
            user, role: role, isEnabled: form["enabled"] == "1", act: act)
        return redirect("/users", .good(say("“\(user.name)” is saved.", "Đã lưu “\(user.name)”.")))
    }

    fileprivate func tokensPage(secret: String? = nil, flash: Flash? = nil) async throws -> Response {
        let zone = try await store.settings.current().zone
        let names = Dictionary(uniqueKeysWithValues: try await store.companies.all().map { ($0.id, $0.name) })
        let tokens = try await store.apiTokens.all().map {
            TokensPage.Line(
                id: $0.id, name: $0.name + ($0.companyID.flatMap { names[$0] }.map { " · \($0)" } ?? ""),
                scopes: $0.scopes.map(\.rawValue).sorted().joined(separator: ", "),
                made: "\(Texts.time($0.createdAt, in: zone)) · \($0.madeBy)", used: Texts.time($0.lastUsedAt, in: zone))
        }
        let scopes = Permission.allCases.filter(may).map { Choice($0.rawValue, $0.title[language]) }
        let companies = try await store.companies.all().filter { $0.state == .verified }.map {
            Choice(String($0.id), $0.name)
        }
        return page(
            TokensPage(secret: secret, scopes: scopes, companies: companies, tokens: tokens, token: formToken),
            title: "API token",
            status: flash == nil ? .ok : .unprocessableContent, flash: flash)
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

    /// Nobody makes, changes or raises an account that may more than they may themselves.
    func refuseBeyondOwn(_ role: Role) throws {
        guard let beyond = role.permissions.filter({ !may($0) }).min(by: { $0.rawValue < $1.rawValue }) else { return }
        throw Refusal(
            .forbidden,
            Phrase(
                en: "the role \(role.title.en) may \(beyond.title.en) (\(beyond.rawValue)), which you may not",
                vi: "vai trò \(role.title.vi) được \(beyond.title.vi) (\(beyond.rawValue)), còn bạn thì không"))
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
            guard let number = Int64(company) else { throw StoreError.noSuch(.company, company) }
            companyID = try await store.companies.find(number).id
        }
        return try await store.apiTokens.add(
            try Names.checked(name), scopes: scopes, company: companyID, act: act)
    }
}
