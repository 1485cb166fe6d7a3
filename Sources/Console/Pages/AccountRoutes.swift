import Access
import Attendance
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import ProgramSettings
import Sealing
import Store
import SyncEngine
import Wire

/// First run, signing in and out, invitations, one's own account.
extension Console {
    var accountRoutes: [Route] {
        [
            Route(.get, "/", .signedIn) { visit in
                visit.redirect(
                    Section.allCases.first { $0.permissions.contains(where: visit.may) }?.rawValue
                        ?? (visit.may(.companyPropose) ? "/company" : "/account"))
            },
            Route(.get, "/setup", .open) { try await $0.setupPage() },
            Route(.post, "/setup", .open) { try await $0.setUp() },
            Route(.get, "/login", .open) { try await $0.loginPage() },
            Route(.post, "/login", .open) { try await $0.signIn() },
            Route(.post, "/logout", .signedIn) { try await $0.signOut() },
            Route(.post, "/language", .open) { try await $0.chooseLanguage() },
            Route(.get, "/invitation/{secret}", .open) { try await $0.invitationPage() },
            Route(.post, "/invitation/{secret}", .open) { try await $0.acceptInvitation() },
            Route(.get, "/register", .open) { try await $0.registerPage() },
            Route(.post, "/register", .open) { try await $0.register() },
            Route(.get, "/account", .signedIn) { $0.accountPage() },
            Route(.post, "/account/password", .signedIn) { try await $0.changePassword() },
            Route(.get, "/start", .permission(.devicesWrite)) { $0.startPage() },
            Route(.post, "/start/simulator", .permission(.devicesWrite)) { try await $0.startSimulator() },
        ]
    }
}

struct SetupPage: PageModel {
    static let template = "setup"

    let asksCode: Bool
    let code: String
    let name: String
    let shortest = PasswordRule.shortest
    let isVietnamese: Bool
    let zone: String
    let zones = Zone.offered
}

struct LoginPage: PageModel {
    static let template = "login"

    let next: String
    let name: String
}

struct InvitationPage: PageModel {
    static let template = "invitation"

    let role: String
    let action: String
    let name: String
    let shortest = PasswordRule.shortest
}

struct RegisterPage: PageModel {
    static let template = "register"

    let name: String
    let shortest = PasswordRule.shortest
}

struct AccountPage: PageModel {
    static let template = "account"

    let name: String
    let role: String
    let mayFile: Bool
    let mayPropose: Bool
    let token: String
    let shortest = PasswordRule.shortest
}

struct StartPage: PageModel {
    static let template = "start"

    let kinds: [KindChoice]
    let hasSimulator: Bool
    let token: String
}

extension Zone {
    /// What the field suggests; any other can be typed.
    static let offered = [
        "Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Singapore", "Asia/Jakarta", "Asia/Manila", "Asia/Tokyo",
        "Asia/Seoul", "Asia/Shanghai", "Asia/Kolkata", "Australia/Sydney", "Europe/Berlin", "America/New_York", "UTC",
    ]
}

extension Visit {
    // MARK: First run

    fileprivate func setupPage(
        _ flash: Flash? = nil, status: HTTPResponse.Status = .unprocessableContent
    ) async throws -> Response {
        guard try await store.users.isEmpty() else { return redirect("/login") }
        let zone = form["time-zone"].isEmpty ? Zone.vietnam.identifier : form["time-zone"]
        let chosen = form["language"].isEmpty ? language.rawValue : form["language"]
        let model = SetupPage(
            asksCode: console.policy.setupCode.map {
                !BearerSecret.areEqual($0, (form["code"].isEmpty ? query("code") : form["code"]).trimmed)
            } ?? false, code: form["code"].isEmpty ? query("code") : form["code"],
            name: form["name"], isVietnamese: chosen == "vi", zone: zone)
        return page(
            model, title: say("Set-up", "Thiết lập ban đầu"),
            status: flash == nil ? .ok : status,
            flash: flash)
    }

    fileprivate func setUp() async throws -> Response {
        guard try await store.users.isEmpty() else { return redirect("/login") }
        // The right code is never made to wait: it has more values than anybody can guess.
        if let code = console.policy.setupCode, !BearerSecret.areEqual(code, form["code"].trimmed) {
            if let wait = console.setups.begin(console.policy.client(request, context)) {
                return try await setupPage(
                    .bad(say("Wait \(wait) seconds.", "Hãy đợi \(wait) giây.")), status: .tooManyRequests)
            }
            return try await setupPage(
                .bad(
                    say(
                        "The set-up code is another one: open the link that the program printed when it started.",
                        "Mã thiết lập không đúng: hãy mở liên kết mà chương trình in ra khi khởi động.")))
        }
        do {
            guard let zone = Zone(identifier: form["time-zone"].trimmed) else {
                throw RequestFailure(
                    en: "“\(form["time-zone"])” is no time zone", vi: "“\(form["time-zone"])” không phải múi giờ")
            }
            let name = try userName()
            let hash = try await newPassword(for: name)
            let user = try await store.users.addFirst(name, passwordHash: hash, now: now)
            let chosen = form["language"] == "en" ? "en" : "vi"
            try await store.settings.set("language", chosen, act: Act(by: .person(name), at: now))
            try await store.settings.set("time-zone", zone.identifier, act: Act(by: .person(name), at: now))
            return try await begin(user, "/start")
        } catch {
            return try await setupPage(.bad(error.explained.phrase[language]))
        }
    }

    fileprivate func startPage() -> Response {
        page(
            StartPage(kinds: kindChoices(""), hasSimulator: console.simulators != nil, token: formToken),
            title: say("First device", "Thiết bị đầu tiên"))
    }

    fileprivate func startSimulator() async throws -> Response {
        guard let simulators = console.simulators else { throw Refusal(HTTPError(.notFound)) }
        let offer = try await simulators.start()
        let present = try await store.devices.all()
        if !(try await store.hrClients.all().contains { $0.name == offer.hrName }) {
            let (draft, _) = try await console.engine.draft(
                hr: offer.hrName, kind: offer.hrKind, offer.hrValues, by: .network)
            _ = try await store.hrClients.add(draft, act: act)
        }
        for entry in offer.devices where !present.contains(where: { $0.name == entry.name }) {
            let (draft, _) = try await console.engine.draft(entry)
            _ = try await store.devices.add(draft, act: act)
        }
        _ = startSync(try await store.devices.all().filter(\.isEnabled), .undated(.all))
        return redirect(
            "/devices", .good(say("The simulator runs and is being read.", "Mô phỏng đang chạy và đang được đọc.")))
    }

    // MARK: In and out

    fileprivate func loginPage(_ flash: Flash? = nil, status: HTTPResponse.Status = .ok) async throws -> Response {
        if try await store.users.isEmpty() { return redirect("/setup") }
        let next = form["next"].isEmpty ? query("next") : form["next"]
        return page(
            LoginPage(next: next, name: form["name"]), title: say("Sign in", "Đăng nhập"), status: status,
            flash: flash)
    }

    fileprivate func signIn() async throws -> Response {
        let name = form["name"].asSeen.trimmed
        let address = console.policy.client(request, context)
        let known = try await store.users.credentials(of: name)
        // Whoever signed in from this browser before has an allowance of their own, which no stranger's guesses use up.
        let isKnown = try await isKnownBrowser(of: known?.user)
        let guess = isKnown ? "browser \(knownBrowser ?? "")" : "\(address) \(name.lowercased().prefix(60))"
        // The address first: made-up names must not fill the memory of guesses.
        let block = isKnown ? nil : console.logins.take("address \(address)")
        if let wait = block ?? console.guesses.begin(guess) {
            var response = try await loginPage(
                .bad(
                    say(
                        "Too many tries. Wait \(wait) seconds.", "Thử quá nhiều lần. Hãy đợi \(wait) giây.")),
                status: .tooManyRequests)
            response.headers[.retryAfter] = String(wait)
            return response
        }
        let clerk = isKnown ? console.knownPasswords : console.passwords
        guard try await clerk.verify(String(form["password"].prefix(1000)), against: known?.hash),
            let user = known?.user
        else {
            return try await loginPage(
                .bad(say("The name or the password is wrong.", "Tên hoặc mật khẩu không đúng.")), status: .unauthorized)
        }
        console.guesses.succeed(guess)
        return try await begin(user, Visit.ownPath(form["next"]) ?? "/")
    }

    // MARK: Known browsers

    private var knownBrowser: String? { request.cookies[console.policy.browserCookieName]?.value }

    /// Whether this browser has signed in to the account before: it shows what only the server can have made.
    private func isKnownBrowser(of user: User?) async throws -> Bool {
        guard let user, let parts = knownBrowser?.split(separator: "."), parts.count == 2,
            let expected = try await browserMark(of: user, String(parts[0]))
        else { return false }
        return BearerSecret.areEqual(expected, knownBrowser ?? "")
    }

    /// Made of the password's hash too: a new password makes every browser a stranger.
    private func browserMark(of user: User, _ nonce: String) async throws -> String? {
        guard let known = try await store.users.credentials(of: user.name) else { return nil }
        let secret = try await store.programSecrets.browserKey()
        return nonce + "." + BearerSecret.derived(from: secret, purpose: "browser \(user.id) \(nonce) \(known.hash)")
    }

    /// Starts a session and goes on to a page.
    private func begin(_ user: User, _ path: String) async throws -> Response {
        // One browser, one session: a former one must not live on where nobody sees it.
        if let former = request.cookies[console.policy.cookieName]?.value {
            try await store.users.endSession(former)
            console.live.end(session: former)
        }
        let secret = BearerSecret.make()
        try await store.users.beginSession(secret, of: user, now: now)
        var response = redirect(path)
        response.setCookie(sessionCookie(secret, lives: true))
        if let mark = try await browserMark(of: user, String(BearerSecret.make().prefix(16))) {
            response.setCookie(
                Cookie(
                    name: console.policy.browserCookieName, value: mark, maxAge: 365 * 86_400, path: "/",
                    secure: console.policy.isEncrypted, httpOnly: true, sameSite: .strict))
        }
        return response
    }

    private func sessionCookie(_ value: String, lives: Bool) -> Cookie {
        Cookie(
            name: console.policy.cookieName, value: value, maxAge: lives ? 30 * 86_400 : 0, path: "/",
            secure: console.policy.isEncrypted, httpOnly: true, sameSite: .lax)
    }

    fileprivate func signOut() async throws -> Response {
        if let secret = context.sessionSecret {
            try await store.users.endSession(secret)
            console.live.end(session: secret)
        }
        var response = redirect("/login")
        response.setCookie(sessionCookie("", lives: false))
        return response
    }

    fileprivate func chooseLanguage() async throws -> Response {
        guard let chosen = Language(rawValue: form["language"]) else {
            throw Refusal(.badRequest, Phrase(en: "the languages are vi and en", vi: "ngôn ngữ là vi hoặc en"))
        }
        if let user = context.user { try await store.users.setLanguage(chosen, of: user) }
        var response = redirect(Visit.ownPath(form["return"]) ?? "/")
        response.setCookie(
            Cookie(
                name: "rollcall-language", value: chosen.rawValue, maxAge: 365 * 86_400, path: "/",
                secure: console.policy.isEncrypted, httpOnly: true, sameSite: .lax))
        return response
    }

    // MARK: Invitations and the own account

    fileprivate func invitationPage(_ flash: Flash? = nil) async throws -> Response {
        try boundStrangers()
        let secret = parameter("secret")
        guard let role = try await store.users.invitation(secret, now: now) else {
            throw StoreError.noSuch(.invitation, "")
        }
        return page(
            InvitationPage(role: role.title[language], action: "/invitation/\(secret)", name: form["name"]),
            title: say("Invitation", "Lời mời"), status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    fileprivate func acceptInvitation() async throws -> Response {
        try boundStrangers()
        let secret = parameter("secret")
        guard try await store.users.invitation(secret, now: now) != nil else {
            throw StoreError.noSuch(.invitation, "")
        }
        do {
            let name = try userName()
            let hash = try await newPassword(for: name)
            return try await begin(try await store.users.accept(secret, name: name, passwordHash: hash, now: now), "/")
        } catch {
            return try await invitationPage(.bad(error.explained.phrase[language]))
        }
    }

    /// Only where the setting opens it: an installer's account, which files nothing before its company is verified.
    fileprivate func registerPage(_ flash: Flash? = nil) async throws -> Response {
        try boundStrangers()
        guard try await store.settings.current().allowsRegistration else {
            throw Refusal(
                .notFound,
                Phrase(
                    en: "accounts are made by invitation here: ask an administrator for a link",
                    vi: "tài khoản được tạo qua lời mời: hãy nhờ quản trị viên gửi liên kết"))
        }
        return page(
            RegisterPage(name: form["name"]), title: say("Register", "Đăng ký"),
            status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    fileprivate func register() async throws -> Response {
        let shown = try await registerPage()
        guard shown.status == .ok else { return shown }
        do {
            let name = try userName()
            let hash = try await newPassword(for: name)
            return try await begin(
                try await store.users.add(
                    name, role: .installer, passwordHash: hash, act: Act(by: .person(name), at: now)), "/company"
            )
        } catch {
            return try await registerPage(.bad(error.explained.phrase[language]))
        }
    }

    fileprivate func accountPage(_ flash: Flash? = nil) -> Response {
        let role = context.user?.role ?? .viewer
        return page(
            AccountPage(
                name: context.user?.name ?? "", role: role.title[language], mayFile: may(.casesFile),
                mayPropose: may(.companyPropose),
                token: formToken), title: say("My account", "Tài khoản của tôi"),
            status: flash == nil ? .ok : .unprocessableContent, flash: flash)
    }

    fileprivate func changePassword() async throws -> Response {
        guard let user = context.user else { return redirect("/login") }
        let guess = "session \(user.id)"
        if let wait = console.guesses.begin(guess) {
            return accountPage(
                .bad(say("Too many tries: wait \(wait) seconds.", "Thử quá nhiều lần: hãy đợi \(wait) giây.")))
        }
        let known = try await store.users.credentials(of: user.name)
        guard try await console.knownPasswords.verify(String(form["current"].prefix(1000)), against: known?.hash) else {
            return accountPage(.bad(say("The present password is wrong.", "Mật khẩu hiện tại không đúng.")))
        }
        console.guesses.succeed(guess)
        do {
            let hash = try await newPassword(for: user.name)
            try await store.users.setPassword(hash, of: user, act: Act(by: .person(user.name), at: now))
            return try await begin(user, "/account")
        } catch let failure as RequestFailure {
            return accountPage(.bad(failure.phrase[language]))
        }
    }

    // MARK: Parts

    func userName() throws -> String {
        let name = try Names.checked(form["name"])
        if let objection = UserNameRule.objection(to: name) { throw RequestFailure(objection) }
        return name
    }

    private func newPassword(for name: String) async throws -> String {
        let password = form["password"]
        if let objection = PasswordRule.objection(to: password, userName: name) { throw RequestFailure(objection) }
        return try await console.passwords.hash(password)
    }

    func boundStrangers() throws {
        guard let wait = console.strangers.take(console.policy.client(request, context)) else { return }
        throw Refusal(
            .tooManyRequests,
            Phrase(en: "too many tries: wait \(wait) seconds", vi: "thử quá nhiều lần: hãy đợi \(wait) giây"),
            retryAfter: wait)
    }
}
