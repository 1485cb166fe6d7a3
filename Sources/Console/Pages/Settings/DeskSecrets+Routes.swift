import Access
import Attendance
import Hummingbird
import Notices
import Store
import UnbindingDesk
import Wire

/// What the desk signs in with elsewhere: written here, sealed, and never shown.
struct DeskSecretPages: Pages {
    let secrets: ProgramSecrets

    var routes: [Route] {
        [Route(.post, "/desk/secrets", .permission(.deskWrite), keep)]
    }

    @Sendable private func keep(_ visit: Visit) async throws -> Response {
        let names = [
            DeskSecret.hikPartnerKey, DeskSecret.hikPartnerSecret, NoticeCourier.SecretName.mailPassword,
            NoticeCourier.SecretName.webhook,
        ]
        for name in names where !visit.form[name].isEmpty {
            try await secrets.keep(String(visit.form[name].prefix(500)), as: name)
        }
        return visit.redirect("/settings#desk", .good(visit.say("Saved, encrypted.", "Đã lưu, được mã hóa.")))
    }
}
