import Access
import Attendance
import AttendanceHub
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Notices
import ProgramSettings
import Store
import UnbindingCases
import Wire

/// Notices of cases: in the console, and where else a person wants them.
struct NoticePages: Pages {
    let notices: NoticeRepository
    let settings: SettingsRepository
    let courier: NoticeCourier
    /// Whether this machine alone is served: a push service on it may be tried then.
    let servesThisMachineAlone: Bool

    var routes: [Route] {
        [
            Route(.get, "/notices", .signedIn) { try await show($0) },
            Route(.post, "/notices/mail", .signedIn, setMail),
            Route(.post, "/notices/push", .signedIn, subscribe),
            Route(.get, "/service-worker.js", .open) { _ in
                Response(
                    status: .ok,
                    headers: [.contentType: "text/javascript; charset=utf-8", .cacheControl: "no-cache"],
                    body: ResponseBody(
                        byteBuffer: ByteBuffer(bytes: EmbeddedFiles.all["assets/service-worker.js"] ?? [])))
            },
        ]
    }

    private func show(_ visit: Visit, flash: Flash? = nil) async throws -> Response {
        let account = visit.principal.accountID ?? 0
        let key = try await courier.pushKey().publicKey.x963Representation
        let model = NoticesPage(
            try await notices.all(of: account), mail: try await notices.mail(of: account),
            pushKey: WebPush.base64URL(Array(key)), in: try await settings.current().zone, for: visit.reader)
        try await notices.markSeen(of: account, now: visit.now)
        return visit.page(
            model, title: visit.say("Notices", "Thông báo"), status: flash == nil ? .ok : .unprocessableContent,
            flash: flash)
    }

    @Sendable private func setMail(_ visit: Visit) async throws -> Response {
        let address = visit.form["mail"].trimmed
        guard address.isEmpty || Mail.isAddress(address) else {
            return try await show(
                visit, flash: .bad(visit.say("This is not a mail address.", "Đây không phải địa chỉ email.")))
        }
        try await notices.setMail(address.isEmpty ? nil : address, of: visit.principal.accountID ?? 0)
        return visit.redirect("/notices", .good(visit.say("Saved.", "Đã lưu.")))
    }

    /// A browser of this person takes notices from now on.
    @Sendable private func subscribe(_ visit: Visit) async throws -> Response {
        let endpoint = visit.form["endpoint"]
        guard let publicKey = WebPush.bytes(base64URL: visit.form["p256dh"]), publicKey.count == 65,
            let secret = WebPush.bytes(base64URL: visit.form["auth"]), secret.count == 16, isPushService(endpoint)
        else {
            throw Refusal(
                .unprocessableContent,
                Phrase(en: "this is not a subscription of a browser", vi: "đây không phải đăng ký của trình duyệt"))
        }
        guard let user = visit.context.user else {
            throw Refusal(.unauthorized, Phrase(en: "sign in first", vi: "hãy đăng nhập trước"))
        }
        try await notices.subscribe(
            user, endpoint: endpoint, publicKey: publicKey, authSecret: secret, now: visit.now)
        return Response(status: .noContent)
    }

    /// Push services are public servers with names: this server must not be sent to addresses of its own network. A
    /// server that serves this machine alone may be tested against one here.
    private func isPushService(_ endpoint: String) -> Bool {
        guard endpoint.utf8.count <= 2000, let url = URLComponents(string: endpoint), let host = url.host?.lowercased()
        else { return false }
        if servesThisMachineAlone, host == "127.0.0.1" { return true }
        let isNumber = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
        return url.scheme == "https" && host.contains(".") && !isNumber && !host.hasSuffix(".local")
            && !host.hasSuffix(".localhost") && !host.hasSuffix(".internal") && (url.port ?? 443) == 443
    }
}
