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
        _ visit: Visit, _ problems: FormProblems = FormProblems(),
        status: HTTPResponse.Status = .unprocessableContent
    ) async throws -> Response {
        guard try await users.isEmpty() else { return visit.redirect("/login") }
        let form = visit.form
        let code = form["code"].isEmpty ? visit.query("code") : form["code"]
        var problems = problems
        problems.lead(along: SetupPage.ids)
        let model = SetupPage(
            SetupPage.Typed(
                code: code, hasCode: isRight(code), name: form["name"],
                language: form["language"].isEmpty ? visit.language.rawValue : form["language"],
                zone: form["time-zone"].isEmpty ? Zone.vietnam.identifier : form["time-zone"]),
            problems, visit.language)
        return visit.page(
            model, title: visit.say("Set-up", "Thiết lập ban đầu"), status: problems.isEmpty ? .ok : status)
    }

    @Sendable private func setUp(_ visit: Visit) async throws -> Response {
        guard try await users.isEmpty() else { return visit.redirect("/login") }
        // The right code is never made to wait: it has more values than anybody can guess.
        guard isRight(visit.form["code"]) else { return try await refuseCode(visit) }
        var problems = FormProblems()
        let zone = Zone(identifier: visit.form["time-zone"].trimmed)
        if zone == nil {
            problems.add(
                Phrase(
                    en: "“\(visit.form["time-zone"])” is not a time zone such as Asia/Ho_Chi_Minh",
                    vi: "“\(visit.form["time-zone"])” không phải múi giờ dạng Asia/Ho_Chi_Minh"), at: "time-zone")
        }
        do {
            guard let (name, hash) = try await chosen.take(visit, &problems), let zone else {
                return try await show(visit, problems)
            }
            let user = try await users.addFirst(name, passwordHash: hash, now: visit.now)
            try await settings.set(
                [
                    ("language", visit.form["language"] == "en" ? "en" : "vi"), ("time-zone", zone.identifier),
                ], act: Act(by: .person(name), at: visit.now))
            return try await sessions.begin(user, "/start", visit)
        } catch {
            problems.add(error)
            return try await show(visit, problems)
        }
    }

    /// Where no code is asked for, any is right.
    private func isRight(_ code: String) -> Bool {
        policy.setupCode.map { BearerSecret.areEqual($0, code.trimmed) } ?? true
    }

    private func refuseCode(_ visit: Visit) async throws -> Response {
        var problems = FormProblems()
        if let wait = guesses.begin(policy.client(visit.request, visit.context)) {
            problems.add(Phrase(en: "wait \(wait) seconds", vi: "hãy đợi \(wait) giây"))
            return try await show(visit, problems, status: .tooManyRequests)
        }
        problems.add(
            Phrase(
                en: "the set-up code is another one: open the link that the program printed when it started",
                vi: "mã thiết lập không đúng: hãy mở đường link mà chương trình in ra khi khởi động"), at: "code")
        return try await show(visit, problems)
    }
}
