import Access
import Attendance
import Crypto
import Foundation
import Hummingbird
import NIOCore
import Serials
import Simulators
import Store
import SyncEngine
import Synchronization
import TestSupport
import Testing
import UnbindingCases

@testable import Notices

/// A push service or a webhook on loopback that answers as it is told.
final class Outside: Simulator {
    struct Call: Sendable {
        let path: String
        let headers: [String: String]
        let body: [UInt8]
    }

    let faults = FaultPlan()
    private let state = Mutex<(calls: [Call], status: Int, location: String?)>(([], 201, nil))

    var calls: [Call] { state.withLock { $0.calls } }

    func answer(_ status: Int, location: String? = nil) {
        state.withLock {
            $0.status = status
            $0.location = location
        }
    }

    func addRoutes(to router: Router<BasicRequestContext>) {
        router.post("/{path}") { [self] request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            var headers: [String: String] = [:]
            for field in request.headers { headers[field.name.canonicalName] = field.value }
            let (status, location) = state.withLock { state in
                state.calls.append(
                    Call(path: request.uri.path, headers: headers, body: Array(body.readableBytesView)))
                return (state.status, state.location)
            }
            var response = Response(status: .init(code: status))
            if let location { response.headers[.location] = location }
            return response
        }
    }
}

/// A hub with a courier, somebody who is told, and an outside that takes it or not.
struct CourierBench: Sendable {
    let hub: TestHub
    let courier: NoticeCourier
    let outside: Outside
    /// Of the outside.
    let address: String
    let user: User

    var store: Store { hub.store }
    var now: Instant { hub.clock.now }

    static func with(_ body: @escaping @Sendable (CourierBench) async throws -> Void) async throws {
        let outside = Outside()
        try await TestHub.with([outside]) { hub, addresses in
            let user = try await hub.store.users.add(
                "tho", role: .installer, passwordHash: "none", act: Act(by: .person("test"), at: hub.clock.now))
            let courier = NoticeCourier(store: hub.store, http: hub.engine.http, now: { hub.clock.now })
            try await body(
                CourierBench(hub: hub, courier: courier, outside: outside, address: addresses[0], user: user))
        }
    }

    func set(_ name: String, _ value: String) async throws {
        try await store.settings.set(name, value, act: Act(by: .person("test"), at: now))
    }

    /// Leaves a notice of a case.
    func leave(toUser: Bool = true, toWebhook: Bool = false, event: String = "approved") async throws {
        let serial = try #require(ShortSerial(exactly: "Q01728482"))
        let found = try await store.cases.open(
            CaseDraft(network: .other, serial: serial), installer: "tho", now: now)
        try await store.notices.leave(
            NoticeDraft(event, Phrase(en: "approved", vi: "đã duyệt"), about: .unbindingCase(found)),
            for: toUser ? [user.id] : [], hasWebhook: toWebhook, now: now)
    }

    /// A browser of the user's, with its key.
    @discardableResult
    func subscribe(_ endpoint: String, auth: UInt8 = 7) async throws -> P256.KeyAgreement.PrivateKey {
        let browser = P256.KeyAgreement.PrivateKey()
        try await store.notices.subscribe(
            user, endpoint: endpoint, publicKey: Array(browser.publicKey.x963Representation),
            authSecret: [UInt8](repeating: auth, count: 16), now: now)
        return browser
    }

    /// What is still on its way, however long it waits.
    func waiting() async throws -> [NoticeDelivery] { try await store.notices.due(now: now + .hours(1000)) }

    /// What nobody was told, the first given up first.
    func givenUp() async throws -> [HistoryEntry] {
        try await store.history.entries(limit: 100).filter { $0.event == "notice.undelivered" }.reversed()
    }

    /// Delivers until nothing is left, with the longest waits in between.
    func deliverToTheEnd() async throws {
        for _ in 0..<20 where try await !waiting().isEmpty {
            try await courier.deliver()
            hub.clock.advance(by: .hours(6))
        }
    }
}

/// A browser's side, written from RFC 8188 and 8291 and not from our own code.
enum Browser {
    static func opened(
        _ body: [UInt8], by key: P256.KeyAgreement.PrivateKey, _ auth: [UInt8] = Array(repeating: 7, count: 16)
    ) throws -> [UInt8] {
        let salt = Data(body[0..<16])
        let length = Int(body[20])
        let sender = Data(body[21..<(21 + length)])
        let sealed = Data(body[(21 + length)...])
        let shared = try key.sharedSecretFromKeyAgreement(
            with: P256.KeyAgreement.PublicKey(x963Representation: sender))
        let material = shared.hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: Data(auth),
            sharedInfo: Data("WebPush: info\0".utf8) + key.publicKey.x963Representation + sender, outputByteCount: 32)
        let content = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: material, salt: salt, info: Data("Content-Encoding: aes128gcm\0".utf8),
            outputByteCount: 16)
        let nonce = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: material, salt: salt, info: Data("Content-Encoding: nonce\0".utf8), outputByteCount: 12)
        let box = try AES.GCM.SealedBox(
            nonce: AES.GCM.Nonce(data: nonce.withUnsafeBytes { Data($0) }), ciphertext: sealed.dropLast(16),
            tag: sealed.suffix(16))
        var plain = Array(try AES.GCM.open(box, using: content))
        while plain.last == 0 { plain.removeLast() }
        return plain.last == 2 ? plain.dropLast() : []
    }
}
