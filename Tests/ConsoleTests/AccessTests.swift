import Access
import Console
import Foundation
import HTTPTransport
import HTTPTypes
import TestSupport
import Testing

/// Who may use which door, in one table. A door that is not in it fails the test, and so does a line without a door.
@Suite struct AccessTests {
    enum Who: Hashable {
        case everybody
        case anyAccount
        case roles(Set<Role>)

        func admits(_ role: Role?) -> Bool {
            switch self {
            case .everybody: true
            case .anyAccount: role != nil
            case .roles(let roles): role.map(roles.contains) ?? false
            }
        }
    }

    static let looking = Who.roles([.admin, .operator, .viewer])
    static let working = Who.roles([.admin, .operator])
    static let searching = Who.roles([.admin, .operator, .installer, .reviewer])
    static let unbinding = Who.roles([.admin, .installer])
    static let deciding = Who.roles([.admin, .reviewer])
    static let ruling = Who.roles([.admin])

    static let pages: [(method: String, path: String, who: Who)] = [
        ("GET", "/", .anyAccount), ("GET", "/assets/{name}", .everybody), ("GET", "/manifest.webmanifest", .everybody),
        ("GET", "/ca.crt", .everybody), ("GET", "/live", .anyAccount), ("GET", "/help", .everybody),
        ("GET", "/help/{page}", .everybody), ("GET", "/help/{page}/{language}", .everybody),
        ("GET", "/setup", .everybody), ("POST", "/setup", .everybody), ("GET", "/login", .everybody),
        ("POST", "/login", .everybody), ("POST", "/logout", .anyAccount), ("POST", "/language", .everybody),
        ("GET", "/invitation/{secret}", .everybody), ("POST", "/invitation/{secret}", .everybody),
        ("GET", "/register", .everybody), ("POST", "/register", .everybody), ("GET", "/notices", .anyAccount),
        ("POST", "/notices/mail", .anyAccount), ("POST", "/notices/push", .anyAccount),
        ("GET", "/service-worker.js", .everybody), ("GET", "/account", .anyAccount),
        ("POST", "/account/password", .anyAccount),
        ("GET", "/start", working), ("POST", "/start/simulator", working),
        ("GET", "/devices", looking), ("GET", "/devices/new", working), ("POST", "/devices/new", working),
        ("GET", "/devices/{id}", looking), ("GET", "/devices/{id}/edit", working),
        ("POST", "/devices/{id}/edit", working), ("POST", "/devices/sync", working),
        ("POST", "/devices/change", working),
        ("GET", "/devices/{id}/sync-from", working), ("POST", "/devices/{id}/sync", working),
        ("POST", "/devices/{id}/test", working), ("GET", "/jobs/{id}", .anyAccount),
        ("POST", "/devices/{id}/enable", working), ("POST", "/devices/{id}/disable", working),
        ("POST", "/devices/{id}/pause", working), ("POST", "/devices/{id}/resume", working),
        ("GET", "/devices/{id}/delete", working), ("POST", "/devices/{id}/delete", working),
        ("GET", "/devices/import", working), ("GET", "/devices/import/template.csv", working),
        ("GET", "/devices/import/template.xlsx", working), ("POST", "/devices/import", working),
        ("POST", "/devices/import/apply", working), ("GET", "/devices/imports", working),
        ("GET", "/devices/imports/{id}", working), ("POST", "/devices/imports/{id}/undo", working),
        ("GET", "/devices/export.csv", working),
        ("GET", "/devices/export.xlsx", working), ("POST", "/devices/{id}/webhook", working),
        ("POST", "/devices/{id}/webhook/delete", working), ("POST", "/hooks/{kind}/{secret}", .everybody),
        ("GET", "/iclock/{page}", .everybody), ("POST", "/iclock/{page}", .everybody),
        ("GET", "/{secret}/iclock/{page}", .everybody), ("POST", "/{secret}/iclock/{page}", .everybody),
        ("GET", "/network", searching), ("POST", "/network/search", searching),
        ("GET", "/network/{id}/export.csv", searching), ("GET", "/network/{id}/export.xlsx", searching),
        ("POST", "/network/{id}/remove", searching), ("GET", "/network/{id}/{place}", searching),
        ("POST", "/network/{id}/{place}/binding", searching), ("POST", "/network/{id}/{place}/key", unbinding),
        ("POST", "/network/{id}/{place}/unbind", unbinding),
        ("GET", "/cases", .roles([.admin, .installer, .reviewer])),
        ("GET", "/cases/{number}", .anyAccount), ("POST", "/cases/{number}/withdraw", unbinding),
        ("POST", "/network/{id}/{place}/case", unbinding),
        ("GET", "/cases/new", unbinding), ("POST", "/cases/new", unbinding), ("POST", "/cases/scan", unbinding),
        ("POST", "/cases/{number}/key", unbinding), ("POST", "/cases/{number}/file", unbinding),
        ("GET", "/cases/{number}/filed", unbinding),
        ("POST", "/cases/{number}/answer", unbinding), ("POST", "/cases/{number}/again", unbinding),
        ("POST", "/cases/{number}/photos", unbinding), ("GET", "/cases/{number}/photos/{id}", .anyAccount),
        ("POST", "/cases/{number}/photos/{id}/remove", unbinding), ("GET", "/desk", deciding),
        ("POST", "/cases/{number}/take", deciding), ("POST", "/cases/{number}/release", deciding),
        ("POST", "/cases/{number}/approve", deciding), ("POST", "/cases/{number}/reject", deciding),
        ("POST", "/cases/{number}/ask", deciding), ("POST", "/cases/{number}/execute", .anyAccount),
        ("GET", "/cases/{number}/dossier.zip", .anyAccount), ("GET", "/company", unbinding),
        ("POST", "/company", unbinding), ("GET", "/companies", ruling), ("POST", "/companies", ruling),
        ("POST", "/companies/{id}", ruling), ("POST", "/companies/{id}/members", ruling),
        ("GET", "/companies/{id}/document", ruling), ("GET", "/calendar", deciding), ("POST", "/calendar", ruling),
        ("GET", "/bindings", deciding), ("POST", "/bindings", ruling), ("POST", "/desk/secrets", ruling),
        ("GET", "/hr", looking), ("GET", "/hr/{id}", looking), ("GET", "/hr/new", working),
        ("POST", "/hr/new", working),
        ("GET", "/hr/{id}/edit", working), ("POST", "/hr/{id}/edit", working), ("POST", "/hr/{id}/enable", working),
        ("POST", "/hr/{id}/disable", working), ("POST", "/hr/{id}/test", working), ("GET", "/hr/{id}/delete", working),
        ("POST", "/hr/{id}/delete", working), ("GET", "/push", working), ("POST", "/push", working),
        ("GET", "/punches", looking), ("GET", "/punches/devices", looking), ("GET", "/punches/export.csv", looking),
        ("GET", "/punches/view", looking),
        ("GET", "/punches/export.xlsx", looking), ("GET", "/punches/{id}", looking), ("GET", "/people", looking),
        ("GET", "/parked", looking), ("POST", "/parked/retry", working), ("POST", "/parked/map", working),
        ("POST", "/parked/unmap", working), ("GET", "/parked/received", looking),
        ("GET", "/parked/received/export.csv", looking), ("GET", "/status", looking), ("GET", "/home", looking),
        ("GET", "/history", looking), ("GET", "/history/export.csv", looking),
        ("GET", "/history/export.xlsx", looking),
        ("GET", "/settings", working), ("POST", "/settings", ruling), ("GET", "/clean", ruling),
        ("POST", "/clean", ruling), ("GET", "/users", ruling), ("POST", "/users/invite", ruling),
        ("POST", "/users/{id}", ruling), ("GET", "/tokens", ruling), ("POST", "/tokens", ruling),
        ("POST", "/tokens/{id}/revoke", ruling),
    ]

    private static let caseReaders: [Permission] = [.casesRead, .casesFile, .casesDecide]
    private static let deskReaders: [Permission] = [.deskWrite, .casesDecide]

    /// Scopes of the API's operations, of which one is enough; none is open.
    static let operations: [(method: String, path: String, scopes: [Permission])] = [
        ("GET", "/openapi.json", []), ("GET", "/kinds", [.devicesRead]), ("GET", "/devices", [.devicesRead]),
        ("POST", "/devices", [.devicesWrite]), ("GET", "/devices/{id}", [.devicesRead]),
        ("PATCH", "/devices/{id}", [.devicesWrite]), ("DELETE", "/devices/{id}", [.devicesWrite]),
        ("POST", "/devices/{id}/webhook", [.devicesWrite]), ("DELETE", "/devices/{id}/webhook", [.devicesWrite]),
        ("GET", "/unknown-terminals", [.devicesRead]), ("POST", "/device-imports", [.devicesWrite]),
        ("GET", "/device-exports", [.devicesWrite]),
        ("POST", "/devices/{id}/sync", [.sync]), ("POST", "/sync", [.sync]), ("POST", "/devices/{id}/test", [.sync]),
        ("POST", "/hr-clients/{id}/test", [.hrWrite]), ("POST", "/push", [.deliveriesWrite]),
        ("POST", "/parked/retry", [.deliveriesWrite]), ("GET", "/jobs/{job}", [.devicesRead]),
        ("GET", "/network-lists", [.networkRead]), ("POST", "/network-lists", [.networkReport]),
        ("GET", "/network-lists/{id}", [.networkRead]), ("DELETE", "/network-lists/{id}", [.networkSearch]),
        ("POST", "/network-searches", [.networkSearch]),
        ("GET", "/hr-clients", [.hrRead]), ("POST", "/hr-clients", [.hrWrite]), ("GET", "/hr-clients/{id}", [.hrRead]),
        ("PATCH", "/hr-clients/{id}", [.hrWrite]), ("DELETE", "/hr-clients/{id}", [.hrWrite]),
        ("GET", "/code-mappings", [.hrRead]), ("PUT", "/hr-clients/{id}/code-mappings/{code}", [.deliveriesWrite]),
        ("DELETE", "/hr-clients/{id}/code-mappings/{code}", [.deliveriesWrite]),
        ("GET", "/hr-clients/{id}/mapped-receipts/{code}", [.punchesRead]), ("GET", "/punches", [.punchesRead]),
        ("GET", "/punch-totals", [.punchesRead]), ("GET", "/punch-exports", [.punchesRead]),
        ("GET", "/punches/{id}", [.punchesRead]), ("GET", "/parked", [.punchesRead]), ("GET", "/status", [.statusRead]),
        ("GET", "/status/days", [.statusRead]), ("GET", "/history", [.historyRead]),
        ("GET", "/settings", [.settingsRead]),
        ("PATCH", "/settings", [.settingsWrite]), ("POST", "/clean", [.clean]), ("GET", "/users", [.users]),
        ("PATCH", "/users/{id}", [.users]), ("POST", "/invitations", [.users]), ("GET", "/api-tokens", [.tokens]),
        ("POST", "/api-tokens", [.tokens]), ("DELETE", "/api-tokens/{id}", [.tokens]),
        ("POST", "/case-checks", [.casesFile]), ("GET", "/cases", caseReaders), ("POST", "/cases", [.casesFile]),
        ("GET", "/cases/{number}", caseReaders), ("POST", "/cases/{number}/filing", [.casesFile]),
        ("POST", "/cases/{number}/answer", [.casesFile]), ("POST", "/cases/{number}/withdrawal", [.casesFile]),
        ("GET", "/deadline", caseReaders), ("POST", "/cases/{number}/photos", [.casesFile]),
        ("GET", "/cases/{number}/photos/{id}", caseReaders),
        ("DELETE", "/cases/{number}/photos/{id}", [.casesFile]), ("PUT", "/cases/{number}/key", [.casesFile]),
        ("GET", "/cases/{number}/dossier", caseReaders), ("POST", "/cases/{number}/taking", [.casesDecide]),
        ("POST", "/cases/{number}/release", [.casesDecide]), ("POST", "/cases/{number}/decision", [.casesDecide]),
        ("POST", "/cases/{number}/execution", [.unbind]), ("GET", "/bindings", deskReaders),
        ("PUT", "/bindings/{serial}", [.deskWrite]), ("GET", "/calendar", deskReaders),
        ("PUT", "/calendar", [.deskWrite]), ("GET", "/companies", [.deskWrite, .casesFile, .companyPropose]),
        ("POST", "/company-proposals", [.companyPropose]),
        ("POST", "/companies", [.deskWrite]), ("POST", "/companies/{id}/decision", [.deskWrite]),
    ]

    private static func address(_ path: String) -> String {
        path.replacing("{id}", with: "999").replacing("{name}", with: "console.css")
            .replacing("{kind}", with: "hanet").replacing("{secret}", with: "nobody").replacing("{job}", with: "none")
            .replacing("{code}", with: "1001").replacing("{place}", with: "0")
            .replacing("{number}", with: "UB26-00999").replacing("{serial}", with: "Q01728482")
    }

    @Test func theTableHasEveryDoorAndNoOther() async throws {
        try await TestConsole.with { test, _ in
            let isRefusal = { (route: Route) in
                route.door == .api
                    && !Self.operations.contains {
                        $0.method == route.method.rawValue && "/api/v1\($0.path)" == route.path
                    }
            }
            let served = Set(test.console.routes.filter { !isRefusal($0) }.map { "\($0.method.rawValue) \($0.path)" })
            let listed = Set(
                Self.pages.map { "\($0.method) \($0.path)" } + Self.operations.map { "\($0.method) /api/v1\($0.path)" })
            #expect(served == listed, "\(served.symmetricDifference(listed).sorted())")
            // Whatever else a path of the API answers to is a refusal of the method.
            for route in test.console.routes where isRefusal(route) && route.method.rawValue != "TRACE" {
                #expect(listed.contains { $0.hasSuffix(" \(route.path)") }, "\(route.method) \(route.path)")
            }
        }
    }

    @Test(arguments: Role.allCases.map { Optional($0) } + [nil])
    func everyPageAdmitsExactlyTheRolesOfItsLine(_ role: Role?) async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.visitor(.admin)
            for (method, path, who) in Self.pages {
                // Signing out would end the session that the other lines need.
                let visitor = if let role { try await test.visitor(role) } else { test.stranger }
                let address = Self.address(path)
                let reply: HTTPReply
                if path == "/live", who.admits(role) {
                    // Events come for as long as one listens: only a call that ends by its time was let in.
                    await #expect(throws: HTTPFailure.self) {
                        try await visitor.get(address, timeout: .milliseconds(500))
                    }
                    continue
                } else {
                    reply = method == "GET" ? try await visitor.get(address) : try await visitor.post(address)
                }
                let isSentToLogin = reply.status == 303 && (reply.header("Location") ?? "").hasPrefix("/login?")
                let isDenied = reply.status == 403 || isSentToLogin || (reply.status == 401 && path != "/login")
                #expect(
                    isDenied != who.admits(role),
                    "\(method) \(path) for \(role?.rawValue ?? "a stranger"): \(reply.status)")
                if role != nil, !who.admits(role) { #expect(reply.status == 403, "\(method) \(path)") }
            }
        }
    }

    @Test func everyOperationNeedsItsScopeAndNoOther() async throws {
        try await TestConsole.with { test, _ in
            for (method, path, scopes) in Self.operations {
                let verb = try #require(HTTPCall.Method(rawValue: method))
                let address = "/api/v1" + Self.address(path)
                let body = method == "GET" || method == "DELETE" ? nil : "{}"
                let without = try await test.stranger.send(verb, address, json: body)
                guard !scopes.isEmpty else {
                    #expect(without.status == 200, "\(method) \(path)")
                    continue
                }
                #expect(without.status == 401, "\(method) \(path) without a token: \(without.status)")
                #expect(without.header("WWW-Authenticate") == "Bearer")
                let others = try await test.program(Set(Permission.allCases).subtracting(scopes))
                let refused = try await others.send(verb, address, json: body)
                #expect(refused.status == 403, "\(method) \(path) with every other scope: \(refused.status)")
                #expect(refused.header("Content-Type") == "application/problem+json")
                for scope in scopes {
                    let right = try await test.program([scope])
                    let taken = try await right.send(verb, address, json: body)
                    #expect(
                        ![401, 403, 405, 500].contains(taken.status), "\(method) \(path): \(taken.status) \(taken.text)"
                    )
                }
            }
        }
    }

    @Test func aSessionIsNoTokenAndATokenIsNoSession() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let api = try await admin.get("/api/v1/devices")
            #expect(api.status == 401)
            let program = try await test.program(Set(Permission.allCases))
            let page = try await program.get("/devices")
            #expect(page.status == 303)
        }
    }
}
