import Crypto
import Foundation
import Testing

@testable import Notices

/// The bounds of messages to browsers, and that no two are encrypted alike.
@Suite struct WebPushEdgeTests {
    private let browser = P256.KeyAgreement.PrivateKey()
    private let auth = [UInt8](repeating: 7, count: 16)

    private var key: [UInt8] { Array(browser.publicKey.x963Representation) }

    @Test(arguments: [0, 1, 2999, 3000]) func aMessageWithinTheBoundIsReadByItsBrowser(_ count: Int) throws {
        let message = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let body = try WebPush.encrypted(message, for: key, authSecret: auth)
        #expect(try Browser.opened(body, by: browser) == message)
        #expect(body.count <= 4096, "what services take")
    }

    @Test func aLongerMessageOrAnotherSecretIsRefused() throws {
        #expect(throws: WebPushFailure.tooLong) {
            try WebPush.encrypted([UInt8](repeating: 0, count: 3001), for: key, authSecret: auth)
        }
        for count in [0, 15, 17] {
            let bytes = [UInt8](repeating: 1, count: count)
            #expect(throws: WebPushFailure.badKeys) { try WebPush.encrypted([1], for: key, authSecret: bytes) }
            #expect(throws: WebPushFailure.badKeys) {
                try WebPush.encrypted([1], for: key, authSecret: auth, salt: bytes)
            }
        }
        #expect(throws: WebPushFailure.badKeys) { try WebPush.encrypted([1], for: key.dropLast(), authSecret: auth) }
    }

    @Test func everyMessageHasASaltAndAKeyOfItsOwn() throws {
        let bodies = try (0..<8).map { _ in try WebPush.encrypted([1, 2, 3], for: key, authSecret: auth) }
        #expect(Set(bodies.map { Array($0[..<16]) }).count == 8)
        #expect(Set(bodies.map { Array($0[21..<86]) }).count == 8)
        #expect(Set((0..<50).map { _ in WebPush.randomSalt() }).count == 50 && WebPush.randomSalt().count == 16)
    }

    @Test func anotherBrowserOrAnotherSecretOpensNothing() throws {
        let body = try WebPush.encrypted([1, 2, 3], for: key, authSecret: auth)
        #expect(throws: (any Error).self) { try Browser.opened(body, by: P256.KeyAgreement.PrivateKey()) }
        #expect(throws: (any Error).self) { try Browser.opened(body, by: browser, Array(repeating: 8, count: 16)) }
    }

    @Test(arguments: [
        ("https://push.example.com/abc", "https://push.example.com"),
        ("https://push.example.com:444/abc?x=1#y", "https://push.example.com:444"),
        ("http://127.0.0.1:8080/a/b", "http://127.0.0.1:8080"),
    ])
    func theServiceIsNamedWithoutThePath(_ endpoint: String, _ audience: String) throws {
        let header = try WebPush.authorization(
            for: endpoint, subject: "mailto:a@b.vn", key: P256.Signing.PrivateKey(), now: 0)
        let token = header.dropFirst("vapid t=".count).split(separator: ",")[0].split(separator: ".")
        let claims = String(decoding: try #require(WebPush.bytes(base64URL: String(token[1]))), as: UTF8.self)
        #expect(claims == #"{"aud":"\#(audience)","exp":43200,"sub":"mailto:a@b.vn"}"#)
    }

    @Test(arguments: ["", "push.example.com/abc", "//push.example.com/abc", "mailto:a@b.vn"])
    func whatNamesNoServiceIsNoAddress(_ endpoint: String) {
        #expect(throws: WebPushFailure.badAddress) {
            try WebPush.authorization(
                for: endpoint, subject: "mailto:a@b.vn", key: P256.Signing.PrivateKey(), now: 0)
        }
    }

    @Test func base64URLHasNoSignsThatAddressesChange() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 255 - $0 * 5) }
            let text = WebPush.base64URL(bytes)
            #expect(WebPush.bytes(base64URL: text) == bytes)
            #expect(text.utf8.allSatisfy { !"+/=".utf8.contains($0) })
        }
        #expect(WebPush.base64URL([0xFB, 0xFF]) == "-_8" && WebPush.bytes(base64URL: "?") == nil)
    }
}
