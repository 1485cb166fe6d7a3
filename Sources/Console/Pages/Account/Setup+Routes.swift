import Access
import Attendance
import HTTPTypes
import Hummingbird
import ProgramSettings
import Sealing
import Store
import Wire

/// First run.
struct SetupPages: Pages {
    let users: UserRepository
    let settings: SettingsRepository
    let sessions: Sessions
    let chosen: ChosenCredentials
    let policy: ServingPolicy
    /// Wrong set-up codes.
    let guesses: GuessGuard

    var routes: [Route] {
        [
            Route(.get, "/setup", .open) { try await show($0) },
            Route(.post, "/setup", .open, setUp),
        ]
    }

    private func show(
        _ visit: Visit, _ flash: Flash? = nil, status: HTTPResponse.Status = .unprocessableContent
    ) async throws -> Response {
        guard try await users.isEmpty() else { return visit.redirect("/login") }
        let form = visit.form
        let code = form["code"].isEmpty ? visit.query("code") : form["code"]
        let language = form["language"].isEmpty ? visit.language.rawValue : form["language"]
        let model = SetupPage(
            asksCode: !isRight(code), code: code, name: form["name"], isVietnamese: language == "vi",
            zone: form["time-zone"].isEmpty ? Zone.vietnam.identifier : form["time-zone"])
        return visit.page(
            model, title: visit.say("Set-up", "Thiết lập ban đầu"), status: flash == nil ? .ok : status,
            flash: flash)
    }

    @Sendable private func setUp(_ visit: Visit) async throws -> Response {
        guard try await users.isEmpty() else { return visit.redirect("/login") }
        // The right code is never made to wait: it has more values than anybody can guess.
        guard isRight(visit.form["code"]) else { return try await refuseCode(visit) }
        do {
            let zone = visit.form["time-zone"].trimmed
            guard let zone = Zone(identifier: zone) else {
                throw RequestFailure(
                    en: "“\(visit.form["time-zone"])” is not a time zone",
                    vi: "“\(visit.form["time-zone"])” không phải múi giờ")
            }
            let name = try chosen.name(visit)
            let hash = try await chosen.passwordHash(visit, for: name)
            let user = try await users.addFirst(name, passwordHash: hash, now: visit.now)
            try await settings.set(
                [
                    ("language", visit.form["language"] == "en" ? "en" : "vi"), ("time-zone", zone.identifier),
                ], act: Act(by: .person(name), at: visit.now))
            return try await sessions.begin(user, "/start", visit)
        } catch {
            return try await show(visit, .bad(error.explained.phrase[visit.language]))
        }
    }

    /// Where no code is asked for, any is right.
    private func isRight(_ code: String) -> Bool {
        policy.setupCode.map { BearerSecret.areEqual($0, code.trimmed) } ?? true
    }

    private func refuseCode(_ visit: Visit) async throws -> Response {
        if let wait = guesses.begin(policy.client(visit.request, visit.context)) {
            return try await show(
                visit, .bad(visit.say("Wait \(wait) seconds.", "Hãy đợi \(wait) giây.")), status: .tooManyRequests)
        }
        return try await show(
            visit,
            .bad(
                visit.say(
                    "The set-up code is another one: open the link that the program printed when it started.",
                    "Mã thiết lập không đúng: hãy mở đường link mà chương trình in ra khi khởi động.")))
    }
}
