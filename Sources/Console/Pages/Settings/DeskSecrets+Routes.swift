import Access
import Attendance
import Hummingbird
import Notices
import Store
import UnbindingDesk
import Wire

/// What the desk signs in with elsewhere: written here, sealed, and never shown.
extension Console {
    var deskSecretRoutes: [Route] {
        [
            Route(.post, "/desk/secrets", .permission(.deskWrite)) { visit in
                let names = [
                    DeskSecret.hikPartnerKey, DeskSecret.hikPartnerSecret, NoticeCourier.SecretName.mailPassword,
                    NoticeCourier.SecretName.webhook,
                ]
                for name in names where !visit.form[name].isEmpty {
                    try await visit.store.programSecrets.keep(String(visit.form[name].prefix(500)), as: name)
                }
                return visit.redirect("/settings#desk", .good(visit.say("Kept, sealed.", "Đã lưu, được niêm phong.")))
            }
        ]
    }
}
