import Access
import Attendance
import AttendanceHub
import Hummingbird
import ProgramSettings
import Serials
import Store
import Wire

/// The register of bindings.
extension Console {
    var bindingRoutes: [Route] {
        [
            Route(.get, "/bindings", .permission(.casesDecide)) { try await $0.bindingsPage() },
            Route(.post, "/bindings", .permission(.deskWrite)) { try await $0.noteBinding() },
        ]
    }
}

extension Visit {
    fileprivate func bindingsPage() async throws -> Response {
        let zone = try await store.settings.current().zone
        let rows = try await store.bindings.all().map {
            BindingsPage.Row($0.serial, account: $0.account, by: $0.actor.name, at: $0.at, in: zone, for: reader)
        }
        return page(
            BindingsPage(rows, for: reader), title: say("Register of bindings", "Sổ đăng ký liên kết"))
    }

    fileprivate func noteBinding() async throws -> Response {
        guard let serial = ShortSerial(in: form["serial"]) else {
            return redirect("/bindings", .bad(say("This is no serial.", "Đây không phải số serial.")))
        }
        let account = String(form["account"].trimmed.prefix(200))
        try await store.bindings.set(
            serial, account: account.isEmpty ? nil : account, act: act)
        return redirect("/bindings", .good("\(serial): \(account.isEmpty ? say("free", "chưa liên kết") : account)"))
    }
}
