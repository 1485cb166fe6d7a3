import Crypto
import Foundation

/// Messages to browsers: encrypted for one browser (RFC 8291, RFC 8188) and signed by this server (RFC 8292).
public enum WebPush {
    /// Bytes of a message; services take 4,096 with everything around it.
    public static let longestMessage = 3000

    /// The body of a push, `aes128gcm`.
    ///
    /// - Parameters:
    ///   - publicKey: the browser's, 65 bytes.
    ///   - authSecret: the browser's, 16 bytes.
    ///   - salt: 16 bytes, another for every message.
    ///   - own: a key for this message alone.
    public static func encrypted(
        _ message: [UInt8], for publicKey: [UInt8], authSecret: [UInt8], salt: [UInt8] = randomSalt(),
        own: P256.KeyAgreement.PrivateKey = P256.KeyAgreement.PrivateKey()
    ) throws(WebPushFailure) -> [UInt8] {
        guard message.count <= longestMessage else { throw .tooLong }
        guard authSecret.count == 16, salt.count == 16,
            let browser = try? P256.KeyAgreement.PublicKey(x963Representation: publicKey),
            let shared = try? own.sharedSecretFromKeyAgreement(with: browser)
        else { throw .badKeys }
        let ownPublic = Array(own.publicKey.x963Representation)
        // RFC 8291, 3.4: both public keys and the browser's secret go into the key.
        let key = shared.hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: Data(authSecret),
            sharedInfo: Data(Array("WebPush: info\0".utf8) + publicKey + ownPublic), outputByteCount: 32)
        let content = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: Data(salt), info: Data("Content-Encoding: aes128gcm\0".utf8),
            outputByteCount: 16)
        let nonceKey = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: Data(salt), info: Data("Content-Encoding: nonce\0".utf8), outputByteCount: 12)
        let nonceBytes = nonceKey.withUnsafeBytes { Array($0) }
        // One record, ended by the delimiter of the last one (RFC 8188, 2).
        guard let nonce = try? AES.GCM.Nonce(data: nonceBytes),
            let sealed = try? AES.GCM.seal(Data(message + [2]), using: content, nonce: nonce)
        else { throw .badKeys }
        let recordSize: [UInt8] = [0, 0, 0x10, 0]
        return salt + recordSize + [UInt8(ownPublic.count)] + ownPublic + Array(sealed.ciphertext) + Array(sealed.tag)
    }

    /// The `Authorization` of a push: who sends it, for the push service of that address alone, for twelve hours.
    ///
    /// - Parameters:
    ///   - subject: an address of whoever runs this server, `mailto:` or `https:`.
    ///   - now: seconds since 1970.
    public static func authorization(
        for endpoint: String, subject: String, key: P256.Signing.PrivateKey, now: Int64
    ) throws(WebPushFailure) -> String {
        guard let url = URLComponents(string: endpoint), let scheme = url.scheme, let host = url.host else {
            throw .badAddress
        }
        let audience = scheme + "://" + host + (url.port.map { ":\($0)" } ?? "")
        let header = base64URL(Array(#"{"typ":"JWT","alg":"ES256"}"#.utf8))
        let claims = #"{"aud":"\#(audience)","exp":\#(now + 12 * 3600),"sub":"\#(subject)"}"#
        let signed = header + "." + base64URL(Array(claims.utf8))
        guard let signature = try? key.signature(for: Data(signed.utf8)) else { throw .badKeys }
        let token = signed + "." + base64URL(Array(signature.rawRepresentation))
        return "vapid t=\(token), k=\(base64URL(Array(key.publicKey.x963Representation)))"
    }

    public static func randomSalt() -> [UInt8] { (0..<16).map { _ in UInt8.random(in: 0...255) } }

    public static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    public static func bytes(base64URL text: String) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: padded).map { Array($0) }
    }
}
