import Access
import Attendance
import Foundation
import Hub
import Hummingbird
import Store

/// Settings and clean-up.
extension Console {
    var settingsRoutes: [Route] {
        [
            Route(.get, "/settings", .permission(.settingsRead)) { try await $0.settingsPage() },
            Route(.post, "/settings", .permission(.settingsWrite)) { try await $0.saveSettings() },
            Route(.get, "/clean", .permission(.clean)) { try $0.cleanPage() },
            Route(.post, "/clean", .permission(.clean)) { try await $0.clean() },
        ]
    }
}

struct SettingsPage: Sendable {
    struct Field: Sendable {
        let name: String
        let label: String
        let help: String
        let value: String
        let isText: Bool
        let isChoice: Bool
        let choices: [Choice]
        let error: String?
    }

    struct Cleaning: Sendable {
        let what: String
        let title: String
        let help: String
        let hasDate: Bool
    }

    struct Authority: Sendable {
        let fingerprint: String
    }

    let fields: [Field]
    let cleanings: [Cleaning]
    let mayWrite: Bool
    let mayClean: Bool
    let authority: Authority?
    let token: String
}

/// What can be cleaned away.
enum Cleaning: String, CaseIterable {
    case devices
    case punches
    case pushHistory = "push-history"

    var title: Phrase {
        switch self {
        case .devices: Phrase(en: "All devices", vi: "Tất cả thiết bị")
        case .punches: Phrase(en: "Punches", vi: "Bản ghi")
        case .pushHistory: Phrase(en: "Push history", vi: "Lịch sử đẩy")
        }
    }

    var help: Phrase {
        switch self {
        case .devices: Phrase(en: "Their punches are kept.", vi: "Bản ghi vẫn được giữ.")
        case .punches:
            Phrase(
                en: "What HR clients received stays remembered, so that nothing is sent twice.",
                vi: "Vẫn nhớ những gì HRM client đã nhận nên không gửi trùng.")
        case .pushHistory:
            Phrase(
                en: "Forgets what HR clients received: a push with dates sends it again.",
                vi: "Quên những gì HRM client đã nhận: đẩy theo ngày sẽ gửi lại.")
        }
    }
}

extension Visit {
    fileprivate func settingsPage(
        typed: [String: String] = [:], errors: [String: Phrase] = [:]
    ) async throws -> Response {
        let settings = try await store.settings.current()
        let fields = settings.listed.map { name, value in
            let shown = typed[name] ?? value
            let choices = SettingText.choices(name, language).map {
                Choice($0.0, $0.1, isChosen: $0.0 == shown)
            }
            return SettingsPage.Field(
                name: name, label: SettingText.label(name)[language], help: SettingText.help(name)[language],
                value: shown, isText: choices.isEmpty, isChoice: !choices.isEmpty, choices: choices,
                error: errors[name]?[language])
        }
        let model = SettingsPage(
            fields: fields,
            cleanings: Cleaning.allCases.map {
                SettingsPage.Cleaning(
                    what: $0.rawValue, title: $0.title[language], help: $0.help[language], hasDate: $0 != .devices)
            }, mayWrite: may(.settingsWrite), mayClean: may(.clean),
            authority: console.policy.authority.map { SettingsPage.Authority(fingerprint: $0.fingerprint) },
            token: formToken)
        return page(
            "settings", model, title: say("Settings", "Thiết lập"),
            status: errors.isEmpty ? .ok : .unprocessableContent,
            flash: errors.isEmpty
                ? nil : .bad(say("Nothing was changed: see the fields.", "Chưa thay đổi gì: xem các ô.")))
    }

    fileprivate func saveSettings() async throws -> Response {
        var typed: [String: String] = [:]
        var errors: [String: Phrase] = [:]
        let present = Dictionary(
            uniqueKeysWithValues: try await store.settings.current().listed.map { ($0.name, $0.value) })
        var trial = Settings()
        for name in Settings.names where form.names.contains(name) {
            typed[name] = form[name].trimmed
            do throws(StoreError) {
                try trial.set(name, form[name].trimmed)
            } catch {
                errors[name] = error.phrase
            }
        }
        guard errors.isEmpty else { return try await settingsPage(typed: typed, errors: errors) }
        for (name, value) in typed where present[name] != value {
            try await store.settings.set(name, value, actor: principal.name, now: now)
        }
        return redirect("/settings", .good(say("Saved.", "Đã lưu.")))
    }

    fileprivate func cleanPage() throws -> Response {
        guard let what = Cleaning(rawValue: query("what")) else { throw Refusal(HTTPError(.notFound)) }
        let before = LocalDate(query("before")).map { say("before \($0)", "trước ngày \(Texts.date($0))") }
        return page(
            "confirm",
            ConfirmPage(
                heading: say("Clean up: ", "Dọn dữ liệu: ") + what.title[language] + (before.map { " " + $0 } ?? ""),
                action: "/clean", token: formToken,
                inputs: [
                    ConfirmPage.Input(name: "what", value: what.rawValue),
                    ConfirmPage.Input(name: "before", value: query("before")),
                ], text: what.help[language] + " " + say("This cannot be undone.", "Không thể hoàn tác."),
                button: say("Remove", "Xóa"), back: "/settings"), title: say("Clean up", "Dọn dữ liệu"))
    }

    fileprivate func clean() async throws -> Response {
        guard let what = Cleaning(rawValue: form["what"]) else { throw Refusal(HTTPError(.notFound)) }
        let zone = try await store.settings.current().zone
        if !form["before"].isEmpty, LocalDate(form["before"]) == nil {
            throw Failure(en: "“\(form["before"])” is no date", vi: "“\(form["before"])” không phải ngày")
        }
        let removed = try await clean(what, before: LocalDate(form["before"]).map(zone.startOfDay))
        return redirect(
            "/settings",
            .good(
                "\(what.title[language]): "
                    + say("\(Texts.number(removed, language)) removed.", "đã xóa \(Texts.number(removed, language)).")))
    }

    func clean(_ what: Cleaning, before: Instant?) async throws -> Int {
        switch what {
        case .devices: try await store.maintenance.cleanDevices(actor: principal.name, now: now)
        case .punches: try await store.maintenance.cleanPunches(before: before, actor: principal.name, now: now)
        case .pushHistory:
            try await store.maintenance.cleanPushHistory(before: before, actor: principal.name, now: now)
        }
    }
}

/// The settings' names and explanations for people.
private enum SettingText {
    static func label(_ name: String) -> Phrase {
        switch name {
        case "auto-sync-minutes": Phrase(en: "Sync by itself every … minutes", vi: "Tự động đồng bộ mỗi … phút")
        case "push-after-sync": Phrase(en: "Push to HR right after a sync", vi: "Đẩy lên HRM ngay sau khi đồng bộ")
        case "auto-push-minutes": Phrase(en: "Push by itself every … minutes", vi: "Tự động đẩy mỗi … phút")
        case "push-within-days": Phrase(en: "Timed pushes send the last … days", vi: "Tự động đẩy dữ liệu trong … ngày")
        case "sync-hours": Phrase(en: "Hours of timed syncs", vi: "Khung giờ tự động đồng bộ")
        case "time-zone": Phrase(en: "Time zone", vi: "Múi giờ")
        case "silent-after-hours":
            Phrase(en: "Call a device silent after … hours", vi: "Coi thiết bị là im lặng sau … giờ")
        case "language": Phrase(en: "Language", vi: "Ngôn ngữ")
        default: Phrase(verbatim: name)
        }
    }

    static func help(_ name: String) -> Phrase {
        switch name {
        case "auto-sync-minutes":
            Phrase(
                en: "0 turns it off; devices with a period of their own keep it.",
                vi: "0 là tắt; thiết bị có chu kỳ riêng giữ chu kỳ đó.")
        case "push-after-sync":
            Phrase(en: "Otherwise punches wait for a push.", vi: "Nếu không, bản ghi chờ đến lần đẩy.")
        case "auto-push-minutes": Phrase(en: "0 turns it off.", vi: "0 là tắt.")
        case "push-within-days":
            Phrase(en: "Older punches go by a push with dates.", vi: "Bản ghi cũ hơn được gửi bằng cách đẩy theo ngày.")
        case "sync-hours":
            Phrase(
                en: "always · only 08:20-09:40,17:25-17:35 · avoid 12:00-13:00",
                vi: "always (luôn) · only 08:20-09:40,17:25-17:35 (chỉ định) · avoid 12:00-13:00 (tránh)")
        case "time-zone":
            Phrase(
                en: "Of times that belong to no device, and of new devices.",
                vi: "Cho thời gian không thuộc thiết bị nào, và cho thiết bị mới.")
        case "silent-after-hours":
            Phrase(
                en: "Hours of its usual days without a punch; 0 never.",
                vi: "Số giờ không có bản ghi trong những ngày thường có; 0 là không bao giờ.")
        case "language": Phrase(en: "Each user can choose another.", vi: "Mỗi người dùng có thể chọn khác.")
        default: Phrase(verbatim: "")
        }
    }

    static func choices(_ name: String, _ language: Language) -> [(String, String)] {
        switch name {
        case "push-after-sync":
            [("true", Phrase(en: "yes", vi: "có")[language]), ("false", Phrase(en: "no", vi: "không")[language])]
        case "language":
            [
                ("auto", Phrase(en: "as the browser asks", vi: "theo trình duyệt")[language]), ("vi", "Tiếng Việt"),
                ("en", "English"),
            ]
        default: []
        }
    }
}
