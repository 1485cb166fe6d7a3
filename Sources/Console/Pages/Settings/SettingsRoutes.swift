import Access
import Attendance
import AttendanceHub
import Foundation
import Hummingbird
import ProgramSettings
import Store
import Wire

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

struct SettingsPage: PageModel {
    static let template = "settings"

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

    /// Something sealed: its value is written and never shown.
    struct Secret: Sendable {
        let name: String
        let label: String
        let isSet: Bool
    }

    struct Authority: Sendable {
        let fingerprint: String
    }

    let fields: [Field]
    let cleanings: [Cleaning]
    let mayWrite: Bool
    let mayClean: Bool
    let authority: Authority?
    let secrets: [Secret]
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
        var secrets: [SettingsPage.Secret] = []
        if may(.deskWrite) {
            for (name, label) in SettingText.secrets {
                let isSet = try await store.programSecrets.load(name) != nil
                secrets.append(SettingsPage.Secret(name: name, label: label[language], isSet: isSet))
            }
        }
        let model = SettingsPage(
            fields: fields,
            cleanings: Cleaning.allCases.map {
                SettingsPage.Cleaning(
                    what: $0.rawValue, title: $0.title[language], help: $0.help[language], hasDate: $0 != .devices)
            }, mayWrite: may(.settingsWrite), mayClean: may(.clean),
            authority: console.policy.authority.map { SettingsPage.Authority(fingerprint: $0.fingerprint) },
            secrets: secrets, token: formToken)
        return page(
            model, title: say("Settings", "Thiết lập"),
            status: errors.isEmpty ? .ok : .unprocessableContent,
            flash: errors.isEmpty
                ? nil : .bad(say("Nothing was changed: see the fields.", "Chưa thay đổi gì: xem các ô.")))
    }

    fileprivate func saveSettings() async throws -> Response {
        var typed: [String: String] = [:]
        var errors: [String: Phrase] = [:]
        var trial = try await store.settings.current()
        let present = Dictionary(uniqueKeysWithValues: trial.listed.map { ($0.name, $0.value) })
        for name in Settings.names where form.names.contains(name) {
            typed[name] = form[name].trimmed
            do throws(SettingFailure) {
                try trial.set(name, form[name].trimmed)
            } catch {
                errors[name] = error.phrase
            }
        }
        guard errors.isEmpty else { return try await settingsPage(typed: typed, errors: errors) }
        let changes = Settings.names.compactMap { name in typed[name].map { (name: name, value: $0) } }
        try await store.settings.set(
            changes.filter { present[$0.name] != $0.value }, act: act)
        return redirect("/settings", .good(say("Saved.", "Đã lưu.")))
    }

    fileprivate func cleanPage() throws -> Response {
        guard let what = Cleaning(rawValue: query("what")) else { throw Refusal(HTTPError(.notFound)) }
        let before = LocalDate(query("before")).map { say("before \($0)", "trước ngày \(Texts.date($0))") }
        return page(
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
            throw RequestFailure(en: "“\(form["before"])” is no date", vi: "“\(form["before"])” không phải ngày")
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
        case .devices: try await store.maintenance.cleanDevices(act: act)
        case .punches: try await store.maintenance.cleanPunches(before: before, act: act)
        case .pushHistory:
            try await store.maintenance.cleanPushHistory(before: before, act: act)
        }
    }
}
