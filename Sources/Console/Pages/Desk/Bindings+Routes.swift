import Access
import Attendance
import AttendanceHub
import Hummingbird
import ProgramSettings
import Serials
import Store
import Wire

/// The register of bindings.
struct BindingPages: Pages {
    let bindings: BindingRegister
    let settings: SettingsRepository

    var routes: [Route] {
        [
            Route(.get, "/bindings", .permission(.casesDecide), show),
            Route(.post, "/bindings", .permission(.deskWrite), note),
        ]
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let zone = try await settings.current().zone
        let rows = try await bindings.all().map {
            BindingsPage.Row(
                $0.serial, account: $0.account, by: $0.actor.name, at: $0.at, in: zone, for: visit.reader)
        }
        return visit.page(
            BindingsPage(rows, for: visit.reader), title: visit.say("Register of bindings", "Sổ đăng ký liên kết"))
    }

    @Sendable private func note(_ visit: Visit) async throws -> Response {
        guard let serial = ShortSerial(in: visit.form["serial"]) else {
            return visit.redirect(
                "/bindings", .bad(visit.say("This is not a serial.", "Đây không phải số seri.")))
        }
        let account = String(visit.form["account"].trimmed.prefix(200))
        try await bindings.set(serial, account: account.isEmpty ? nil : account, act: visit.act)
        return visit.redirect(
            "/bindings", .good("\(serial): \(account.isEmpty ? visit.say("free", "chưa liên kết") : account)"))
    }
}
