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
extension Console {
    var noticeRoutes: [Route] {
        [
            Route(.get, "/notices", .signedIn) { try await $0.noticesPage() },
            Route(.post, "/notices/mail", .signedIn) { try await $0.setMail() },
            Route(.post, "/notices/push", .signedIn) { try await $0.subscribe() },
            Route(.get, "/service-worker.js", .open) { _ in
                Response(
                    status: .ok,
                    headers: [.contentType: "text/javascript; charset=utf-8", .cacheControl: "no-cache"],
                    body: ResponseBody(
                        byteBuffer: ByteBuffer(bytes: EmbeddedFiles.all["assets/service-worker.js"] ?? [])))
            },
        ]
    }
}

extension Visit {
    fileprivate func noticesPage(flash: Flash? = nil) async throws -> Response {
        let account = principal.accountID ?? 0
        let key = try await console.courier.pushKey().publicKey.x963Representation
        let model = NoticesPage(
            try await store.notices.all(of: account), mail: try await store.notices.mail(of: account),
            pushKey: WebPush.base64URL(Array(key)), in: try await store.settings.current().zone, for: reader)
        try await store.notices.markSeen(of: account, now: now)
        return page(
            model, title: say("Notices", "Thông báo"), status: flash == nil ? .ok : .unprocessableContent,
            flash: flash)
    }

    fileprivate func setMail() async throws -> Response {
        let address = form["mail"].trimmed
        guard address.isEmpty || Mail.isAddress(address) else {
            return try await noticesPage(flash: .bad(say("This is no mail address.", "Đây không phải địa chỉ thư.")))
        }
        try await store.notices.setMail(address.isEmpty ? nil : address, of: principal.accountID ?? 0)
        return redirect("/notices", .good(say("Saved.", "Đã lưu.")))
    }

    /// A browser of this person takes notices from now on.
    fileprivate func subscribe() async throws -> Response {
        let endpoint = form["endpoint"]
        guard let publicKey = WebPush.bytes(base64URL: form["p256dh"]), publicKey.count == 65,
            let secret = WebPush.bytes(base64URL: form["auth"]), secret.count == 16, isPushService(endpoint)
        else {
            throw Refusal(
                .unprocessableContent,
                Phrase(en: "this is no subscription of a browser", vi: "đây không phải đăng ký của trình duyệt"))
        }
        guard let user = context.user else {
            throw Refusal(.unauthorized, Phrase(en: "sign in first", vi: "hãy đăng nhập trước"))
        }
        try await store.notices.subscribe(
            user, endpoint: endpoint, publicKey: publicKey, authSecret: secret, now: now)
        return Response(status: .noContent)
    }

    /// Push services are public servers with names: this server must not be sent to addresses of its own network. A
    /// server that serves this machine alone may be tested against one here.
    private func isPushService(_ endpoint: String) -> Bool {
        guard endpoint.utf8.count <= 2000, let url = URLComponents(string: endpoint), let host = url.host?.lowercased()
        else { return false }
        if case .loopback = console.policy.transport, host == "127.0.0.1" { return true }
        let isNumber = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
        return url.scheme == "https" && host.contains(".") && !isNumber && !host.hasSuffix(".local")
            && !host.hasSuffix(".localhost") && !host.hasSuffix(".internal") && (url.port ?? 443) == 443
    }
}
