import Access
import Attendance
import Crypto
import Foundation
import HTTPTransport
import ProgramSettings
import Scheduling
import Sealing
import Serials
import Store
import UnbindingCases
import Wire

/// Carries notices out of the program: mail, browsers, a webhook. What does not arrive is tried again, later and later,
/// and given up after half a day; the console has it in any case.
public struct NoticeCourier: RecurringJob {
    public enum SecretName {
        public static let mailPassword = "mail-password"
        public static let webhook = "notice-webhook-secret"
        public static let pushKey = "web-push-key"
    }

    public let loop = JobLoop(
        "notices", every: .seconds(3),
        while: Phrase(
            en: "mails, browsers and the webhook are not told of cases",
            vi: "email, trình duyệt và webhook không nhận được tin về yêu cầu"))
    private let store: Store
    private let http: any HTTPSending
    /// One mail at a time, since one turn carries one notice after the other.
    private let mails = WorkerPool(
        "mail", width: 1, mostWaiting: 1,
        overload: Overload(
            Phrase(en: "another mail is being sent", vi: "đang gửi một email khác"), retryAfter: .seconds(30)))
    private let now: @Sendable () -> Instant

    public init(store: Store, http: any HTTPSending, now: @escaping @Sendable () -> Instant) {
        self.store = store
        self.http = http
        self.now = now
    }

    /// Tries after which nobody is told any more.
    private static let mostAttempts = 12

    /// Why one place was not reached.
    private struct NoticeFailure: Failure {
        let phrase: Phrase
        let blame = Blame.peer
        /// Nobody will ever take it.
        var isFinal = false
    }

    public func turn(_ turn: JobTurn) async throws { try await deliver(progress: turn.beat) }

    /// Delivers what is due, once. Where another process is at it, it is left to that one: nobody is told twice.
    ///
    /// - Parameter progress: called after each notice.
    public func deliver(progress: () -> Void = {}) async throws {
        guard let lock = try store.lock(.job("notices")) else { return }
        defer { withExtendedLifetime(lock) {} }
        for delivery in try await store.notices.due(now: now()) {
            try await carry(delivery)
            progress()
        }
    }

    /// Takes one notice to where it belongs, and notes what became of it.
    private func carry(_ delivery: NoticeDelivery) async throws {
        do {
            try await send(delivery)
            try await store.notices.settle(delivery)
        } catch let problem as NoticeFailure {
            guard problem.isFinal || delivery.attempts + 1 >= NoticeCourier.mostAttempts else {
                let wait = Backoff.notices.delay(afterFailures: delivery.attempts + 1)
                return try await store.notices.postpone(delivery, until: now() + wait, problem: problem.phrase)
            }
            try await store.notices.settle(delivery)
            if let heads = delivery.notice.document.flatMap({ CaseLog.Head.noted(in: $0)?.heads }) {
                try await store.cases.tellLogHeadsAgain(heads)
            }
            try await store.history.record(
                .desk(.noticeUndelivered(problem.phrase)), of: delivery.notice.subject.name,
                act: Act(by: .machine(.notices), at: now()))
        }
    }

    private func send(_ delivery: NoticeDelivery) async throws {
        switch delivery.channel {
        case .mail: try await mail(delivery)
        case .push: try await push(delivery)
        case .webhook: try await post(delivery)
        }
    }

    private func mail(_ delivery: NoticeDelivery) async throws {
        let settings = try await store.settings.current()
        guard !settings.mailServer.isEmpty, Mail.isAddress(settings.mailFrom) else {
            throw NoticeFailure(
                phrase: Phrase(en: "no mail server is set up", vi: "chưa thiết lập máy chủ email"), isFinal: true)
        }
        let password = try await store.programSecrets.load(SecretName.mailPassword) ?? ""
        let notice = delivery.notice
        let mail = Mail(
            to: delivery.target, subject: "Rollcall \(notice.subject.name.filter { !$0.isNewline })",
            text: "\(notice.text.vi)\r\n\r\n\(notice.text.en)\r\n")
        do {
            try await mail.send(
                by: Mail.Server(
                    address: settings.mailServer, security: settings.mailSecurity, user: settings.mailUser,
                    password: password, from: settings.mailFrom), id: "notice-\(delivery.id)", at: now().seconds,
                on: mails)
        } catch let failure as MailFailure {
            throw NoticeFailure(phrase: failure.phrase)
        }
    }

    /// The server's key for browsers; made on first use.
    public func pushKey() async throws -> P256.Signing.PrivateKey {
        let kept = try await store.programSecrets.load(SecretName.pushKey)
        if let key = kept.flatMap(NoticeCourier.pushKey) { return key }
        let made = P256.Signing.PrivateKey()
        let winner = try await store.programSecrets.keep(
            made.rawRepresentation.base64EncodedString(), as: SecretName.pushKey, inPlaceOf: kept)
        return NoticeCourier.pushKey(winner) ?? made
    }

    private static func pushKey(_ text: String) -> P256.Signing.PrivateKey? {
        Data(base64Encoded: text).flatMap { try? P256.Signing.PrivateKey(rawRepresentation: $0) }
    }

    private func push(_ delivery: NoticeDelivery) async throws {
        guard let id = Int64(delivery.target), let browser = try await store.notices.subscription(id) else {
            throw NoticeFailure(
                phrase: Phrase(en: "the browser has gone", vi: "trình duyệt không còn nhận"), isFinal: true)
        }
        let notice = delivery.notice
        let language = try? await store.users.find(notice.userName).language
        let message: JSONValue = [
            "title": .string("Rollcall \(notice.subject.name)"), "body": .string(notice.text[language ?? .vi]),
            "address": .string(notice.address),
        ]
        let settings = try await store.settings.current()
        let contact = Mail.isAddress(settings.mailFrom) ? settings.mailFrom : "rollcall@localhost.invalid"
        let key = try await pushKey()
        let body: [UInt8]
        let authorization: String
        do throws(WebPushFailure) {
            body = try WebPush.encrypted(message.bytes, for: browser.publicKey, authSecret: browser.authSecret)
            authorization = try WebPush.authorization(
                for: browser.endpoint, subject: "mailto:\(contact)", key: key, now: now().seconds)
        } catch {
            throw NoticeFailure(phrase: error.phrase, isFinal: true)
        }
        let headers = [
            (name: "Authorization", value: authorization), (name: "Content-Encoding", value: "aes128gcm"),
            (name: "Content-Type", value: "application/octet-stream"), (name: "TTL", value: "86400"),
            (name: "Urgency", value: "high"),
        ]
        let reply = try await exchange(browser.endpoint, headers, body)
        // RFC 8030: the subscription is over.
        if reply.status == 404 || reply.status == 410 {
            try await store.notices.unsubscribe(endpoint: browser.endpoint)
        }
        guard (200..<300).contains(reply.status) else {
            throw NoticeFailure(
                phrase: Phrase(
                    en: "the push service answered HTTP \(reply.status)\(direction(of: reply, browser.endpoint).en)",
                    vi: "dịch vụ push trả lời HTTP \(reply.status)\(direction(of: reply, browser.endpoint).vi)"),
                isFinal: [400, 403, 404, 410, 413].contains(reply.status))
        }
    }

    /// Where a push service points: its host alone, since a push's path is the browser's key, and nobody enters it.
    private func direction(of reply: HTTPReply, _ endpoint: String) -> Phrase {
        guard let target = reply.redirectTarget(of: endpoint) else { return Phrase(verbatim: "") }
        let origin = WebAddress.origin(of: target)
        return Phrase(
            en: " and redirects to \(origin); the browser has to subscribe again",
            vi: " và chuyển hướng sang \(origin); trình duyệt phải đăng ký lại")
    }

    private func post(_ delivery: NoticeDelivery) async throws {
        let settings = try await store.settings.current()
        guard !settings.noticeWebhook.isEmpty else {
            throw NoticeFailure(phrase: Phrase(en: "no webhook is set up", vi: "chưa thiết lập webhook"), isFinal: true)
        }
        let notice = delivery.notice
        guard let data = try await data(of: notice) else { return }
        let body: JSONValue = [
            "type": .string("case.\(notice.event)"), "timestamp": .string(Zone.vietnam.rfc3339(notice.at)),
            "data": data,
        ]
        let id = "notice_\(delivery.id)"
        var headers = [
            (name: "Content-Type", value: "application/json"), (name: "webhook-id", value: id),
            (name: "webhook-timestamp", value: String(now().seconds)),
        ]
        if let key = try await store.programSecrets.load(SecretName.webhook).flatMap(WebhookSignature.key) {
            headers.append(
                (
                    name: "webhook-signature",
                    value: WebhookSignature.header(id: id, timestamp: now().seconds, body: body.bytes, key: key)
                ))
        }
        let reply = try await exchange(settings.noticeWebhook, headers, body.bytes)
        let name = Phrase(en: "the webhook", vi: "webhook")
        if let failure = ExchangeFailure(reply, calling: settings.noticeWebhook, by: name, now: now()) {
            throw NoticeFailure(phrase: failure.phrase, isFinal: failure.reason == .gone)
        }
    }

    /// What a program is told of; nil for what is not a program's.
    private func data(of notice: Notice) async throws -> JSONValue? {
        switch notice.subject {
        case .company: return nil
        case .caseLogs: return notice.document
        case .unbindingCase(let number):
            let found = try await store.cases.find(number)
            return [
                "number": .string(found.number), "state": .string(found.state.rawValue),
                "reasonCode": JSONValue(found.reasonCode?.rawValue), "serial": .string(found.serial.text),
                "installer": .string(found.installer), "onBehalfOf": JSONValue(found.onBehalfOf),
                "ownReference": JSONValue(found.ownReference), "en": .string(notice.text.en),
                "vi": .string(notice.text.vi),
            ]
        }
    }

    private func exchange(
        _ address: String, _ headers: [(name: String, value: String)], _ body: [UInt8]
    ) async throws -> HTTPReply {
        do throws(HTTPFailure) {
            return try await http.send(
                HTTPCall(
                    .post, address, headers: headers, body: body, timeout: .seconds(20),
                    replyBody: .statusAlone(excerpt: 4 << 10)))
        } catch {
            // It names the origin alone: paths of push services and webhooks are keys.
            throw NoticeFailure(phrase: ExchangeFailure(error, calling: address).phrase)
        }
    }
}

extension Notice {
    /// Where the console shows what it is about.
    public var address: String {
        switch subject {
        case .unbindingCase(let number): "/cases/\(number)"
        case .caseLogs: "/cases"
        case .company: event == CompanyNotice.waiting.word ? "/companies" : "/company"
        }
    }
}
