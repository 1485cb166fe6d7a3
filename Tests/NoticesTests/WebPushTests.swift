import Crypto
import Foundation
import Testing

@testable import Notices

@Suite struct WebPushTests {
    private func bytes(_ text: String) throws -> [UInt8] { try #require(WebPush.bytes(base64URL: text)) }

    /// The example of RFC 8291, 5 and its appendix.
    @Test func theStandardsOwnExampleComesOutByteForByte() throws {
        let own = try P256.KeyAgreement.PrivateKey(
            rawRepresentation: Data(bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")))
        let message = try WebPush.encrypted(
            Array("When I grow up, I want to be a watermelon".utf8),
            for: bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            authSecret: bytes("BTBZMqHH6r4Tts7J_aSIgg"), salt: bytes("DGv6ra1nlYgDCS1FRnbzlw"), own: own)
        let expected = try bytes(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        )
        #expect(message == expected)
    }

    @Test func whatIsNoKeyOfABrowserIsRefused() throws {
        let auth = [UInt8](repeating: 1, count: 16)
        #expect(throws: WebPushFailure.badKeys) {
            try WebPush.encrypted([1], for: [UInt8](repeating: 4, count: 65), authSecret: auth)
        }
        let key = Array(P256.KeyAgreement.PrivateKey().publicKey.x963Representation)
        #expect(throws: WebPushFailure.badKeys) { try WebPush.encrypted([1], for: key, authSecret: [1]) }
        #expect(throws: WebPushFailure.tooLong) {
            try WebPush.encrypted([UInt8](repeating: 0, count: 5000), for: key, authSecret: auth)
        }
    }

    @Test func thePushServiceCanVerifyWhoSends() throws {
        let key = P256.Signing.PrivateKey()
        let header = try WebPush.authorization(
            for: "https://push.example.com:8443/abc?x=1", subject: "mailto:a@b.vn", key: key, now: 1_790_000_000)
        #expect(header.hasPrefix("vapid t="))
        let parts = header.dropFirst("vapid t=".count).split(separator: ", k=").map(String.init)
        let token = parts[0].split(separator: ".").map(String.init)
        let claims = try JSONSerialization.jsonObject(with: Data(bytes(token[1]))) as? [String: Any]
        #expect(claims?["aud"] as? String == "https://push.example.com:8443")
        #expect(claims?["exp"] as? Int == 1_790_043_200)
        let publicKey = try P256.Signing.PublicKey(x963Representation: Data(bytes(parts[1])))
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: Data(bytes(token[2])))
        #expect(publicKey.isValidSignature(signature, for: Data("\(token[0]).\(token[1])".utf8)))
    }
}
