import Access
import Attendance
import Hummingbird
import ProgramSettings
import Store
import Wire

/// The settings of the whole program.
struct SettingsPages: Pages {
    let settings: SettingsRepository
    let secrets: ProgramSecrets
    /// Of the server's own certificate authority; nil where it has none.
    let fingerprint: String?

    var routes: [Route] {
        [
            Route(.get, "/settings", .permission(.settingsRead)) { try await show(SettingsPage.Attempt(), to: $0) },
            Route(.post, "/settings", .permission(.settingsWrite), save),
        ]
    }

    private func show(_ attempt: SettingsPage.Attempt, to visit: Visit) async throws -> Response {
        var stored: Set<String>?
        if visit.may(.deskWrite) {
            stored = []
            for secret in SealedSecret.all where try await secrets.load(secret.name) != nil {
                stored?.insert(secret.name)
            }
        }
        let model = SettingsPage(
            try await settings.current(), attempt, storedSecrets: stored, fingerprint: fingerprint, for: visit.reader)
        return visit.page(
            model, title: visit.say("Settings", "Thiết lập"),
            status: attempt.problems.isEmpty ? .ok : attempt.problems.status)
    }

    @Sendable private func save(_ visit: Visit) async throws -> Response {
        let typed: [SettingChange] = SettingSpecification.all.compactMap { setting in
            Control(setting).read(visit.form, setting.name).first.map { (setting.name, $0) }
        }
        let current = try await settings.current()
        let failures = current.failures(of: typed)
        guard failures.isEmpty else {
            var attempt = SettingsPage.Attempt(
                typed: Dictionary(uniqueKeysWithValues: typed.map { ($0.name, $0.value) }))
            for (name, failure) in failures { attempt.problems.add(failure.atField, at: name) }
            attempt.problems.lead(along: SettingSpecification.all.map(\.name))
            return try await show(attempt, to: visit)
        }
        try await settings.set(current.differing(typed), act: visit.act)
        return visit.redirect("/settings", .good(visit.say("Saved.", "Đã lưu.")))
    }
}
