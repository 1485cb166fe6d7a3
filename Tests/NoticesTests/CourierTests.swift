import Access
import Attendance
import AttendanceHub
import Crypto
import Foundation
import HTTPTransport
import Hummingbird
import NIOCore
import Sealing
import Serials
import Simulators
import Store
import SyncEngine
import Synchronization
import TestSupport
import Testing
import UnbindingCases
import Wire

@testable import Notices

/// What a push service or a webhook on loopback received.
private final class Receiver: Simulator {
    let faults = FaultPlan()
    private let state = Mutex<(calls: [(headers: [String: String], body: [UInt8])], status: Int)>(([], 201))

    var calls: [(headers: [String: String], body: [UInt8])] { state.withLock { $0.calls } }

    func answer(_ status: Int) { state.withLock { $0.status = status } }

    func addRoutes(to router: Router<BasicRequestContext>) {
        router.post("/{path}") { [self] request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            var headers: [String: String] = [:]
            for field in request.headers { headers[field.name.canonicalName] = field.value }
            let status = state.withLock { state -> Int in
                state.calls.append((headers, Array(body.readableBytesView)))
                return state.status
            }
            return Response(status: .init(code: status))
        }
    }
}

@Suite struct CourierTests {
    private func with(
        _ body: @escaping @Sendable (TestHub, NoticeCourier, Receiver, String) async throws -> Void
    ) async throws {
        let receiver = Receiver()
        try await TestHub.with([receiver]) { hub, addresses in
            let courier = NoticeCourier(store: hub.store, http: hub.engine.http, now: { hub.clock.now })
            try await body(hub, courier, receiver, addresses[0])
        }
    }

    /// The account that cases here belong to.
    private func installer(_ hub: TestHub) async throws -> User {
        if let user = try? await hub.store.users.find("tho") { return user }
        return try await hub.store.users.add(
            "tho", role: .installer, passwordHash: "none", act: Act(by: .person("test"), at: hub.clock.now))
    }

    /// Leaves a notice of a case for somebody.
    private func notice(_ hub: TestHub, hasWebhook: Bool = false) async throws {
        let serial = try #require(ShortSerial(exactly: "Q01728482"))
        let user = try await installer(hub)
        let found = try await hub.store.cases.open(
            CaseDraft(network: .other, serial: serial), installer: "tho", now: hub.clock.now)
        try await hub.store.notices.leave(
            NoticeDraft("approved", Phrase(en: "approved", vi: "đã duyệt"), about: .unbindingCase(found)),
            for: [user.id], hasWebhook: hasWebhook, now: hub.clock.now)
    }

    @Test func aBrowserGetsWhatOnlyItCanRead() async throws {
        try await with { hub, courier, receiver, address in
            let browser = P256.KeyAgreement.PrivateKey()
            let auth = [UInt8](repeating: 7, count: 16)
            try await hub.store.notices.subscribe(
                try await installer(hub), endpoint: address + "/push",
                publicKey: Array(browser.publicKey.x963Representation),
                authSecret: auth, now: hub.clock.now)
            try await notice(hub)
            try await courier.deliver()
            let call = try #require(receiver.calls.first)
            #expect(call.headers["content-encoding"] == "aes128gcm")
            #expect(call.headers["authorization"]?.hasPrefix("vapid t=") == true)
            #expect(call.headers["ttl"] == "86400")
            let message = try JSONValue(parsing: Browser.opened(call.body, by: browser, auth))
            #expect(message["body"]?.text == "đã duyệt")
            #expect(message["address"]?.text == "/cases/UB26-00001")
            #expect(try await hub.store.notices.due(now: hub.clock.now + .hours(24)).isEmpty)
        }
    }

    @Test func theWebhookIsToldWhereLogsEnd() async throws {
        try await with { hub, courier, receiver, address in
            try await notice(hub)
            try await hub.store.settings.set(
                "notice-webhook", address + "/hook", act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await hub.store.cases.tellLogHeads(on: "2026-05-04", now: hub.clock.now) == 1)
            try await courier.deliver()
            let body = try JSONValue(parsing: try #require(receiver.calls.first).body)
            #expect(body["type"]?.text == "case.logs")
            let noted = try #require(CaseLog.Head.noted(in: body))
            #expect(try await hub.store.cases.logHeads() == noted.heads)
        }
    }

    @Test func aBrowserThatHasGoneIsForgottenAndABusyServiceIsTriedAgain() async throws {
        try await with { hub, courier, receiver, address in
            let browser = P256.KeyAgreement.PrivateKey()
            try await hub.store.notices.subscribe(
                try await installer(hub), endpoint: address + "/push",
                publicKey: Array(browser.publicKey.x963Representation),
                authSecret: [UInt8](repeating: 7, count: 16), now: hub.clock.now)
            receiver.answer(503)
            try await notice(hub)
            try await courier.deliver()
            try await courier.deliver()
            #expect(receiver.calls.count == 1, "the second try waits")
            hub.clock.advance(by: .minutes(1))
            receiver.answer(410)
            try await courier.deliver()
            #expect(receiver.calls.count == 2)
            #expect(try await hub.store.notices.subscription(1) == nil)
            #expect(try await hub.store.notices.due(now: hub.clock.now + .hours(24)).isEmpty)
            // The console has it all the same.
            #expect(try await hub.store.notices.all(of: installer(hub).id).count == 1)
        }
    }

    @Test func theWebhookIsSigned() async throws {
        try await with { hub, courier, receiver, address in
            try await hub.store.settings.set(
                "notice-webhook", address + "/hook", act: Act(by: .person("test"), at: hub.clock.now))
            let secret = "whsec_" + Data([UInt8](repeating: 9, count: 32)).base64EncodedString()
            try await hub.store.programSecrets.keep(secret, as: NoticeCourier.SecretName.webhook)
            try await notice(hub, hasWebhook: true)
            try await courier.deliver()
            let call = try #require(receiver.calls.first)
            let id = try #require(call.headers["webhook-id"])
            let key = try #require(WebhookSignature.key(of: secret))
            #expect(
                call.headers["webhook-signature"]
                    == WebhookSignature.header(id: id, timestamp: hub.clock.now.seconds, body: call.body, key: key))
            let body = try JSONValue(parsing: call.body)
            #expect(body["type"]?.text == "case.approved" && body["data"]?["number"]?.text == "UB26-00001")
        }
    }

    @Test(arguments: BadBody.allCases) func aWebhookThatTookTheNoticeIsNotToldAgain(_ body: BadBody) async throws {
        try await with { hub, courier, receiver, address in
            try await hub.store.settings.set(
                "notice-webhook", address + "/hook", act: Act(by: .person("test"), at: hub.clock.now))
            receiver.faults.order(.body(body), on: "/hook", times: 100)
            try await notice(hub, hasWebhook: true)
            try await courier.deliver()
            let left = try await hub.store.notices.due(now: hub.clock.now + .hours(24))
            #expect(left.isEmpty && receiver.calls.count == 1)
        }
    }

    @Test func aWebhookThatHasMovedSaysWhereTo() async throws {
        try await with { hub, courier, receiver, address in
            try await hub.store.settings.set(
                "notice-webhook", address + "/hook?key=1", act: Act(by: .person("test"), at: hub.clock.now))
            receiver.faults.order(.redirect(301, to: "https://desk.test/hook?key=2"), on: "/hook", times: 100)
            try await notice(hub, hasWebhook: true)
            for _ in 0..<12 {
                try await courier.deliver()
                hub.clock.advance(by: .hours(6))
            }
            let told = try await hub.store.history.entries(limit: 50).filter { $0.event == "notice.undelivered" }
            let detail = try #require(told.first?.detail)
            #expect(detail.en.contains("the webhook redirects to https://desk.test/hook (HTTP 301)"))
            #expect(receiver.calls.isEmpty && !detail.en.contains("key"))
        }
    }

    @Test func mailAddressesAndMessagesKeepTheirForm() throws {
        #expect(Mail.isAddress("tho@anhduong.vn"))
        for bad in ["", "tho", "a@b", "a b@c.vn", "a@b.vn>\r\nRCPT TO:<x@y.vn", "ấ@b.vn", "a@b.vn,c@d.vn"] {
            #expect(!Mail.isAddress(bad), "\(bad)")
        }
        let mail = Mail(to: "tho@anhduong.vn", subject: "Rollcall UB26-00001", text: "Thiết bị đã được hủy liên kết.")
        let text = String(decoding: mail.message(from: "desk@anhduong.vn", id: "n1", at: 1_790_000_000), as: UTF8.self)
        let parts = text.components(separatedBy: "\r\n\r\n")
        #expect(parts[0].contains("To: <tho@anhduong.vn>"))
        let body = parts[1].components(separatedBy: "\r\n").joined()
        #expect(Data(base64Encoded: body).map { String(decoding: $0, as: UTF8.self) } == mail.text)
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 998 })
    }
}
