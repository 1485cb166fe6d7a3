import Access
import Attendance
import AttendanceHub
import Hummingbird
import Sealing
import Store
import Wire

/// First run.
extension Console {
    var setupRoutes: [Route] {
        [
            Route(.get, "/setup", .open) { try await $0.setupPage() },
            Route(.post, "/setup", .open) { try await $0.setUp() },
        ]
    }
}

extension Visit {
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
}
