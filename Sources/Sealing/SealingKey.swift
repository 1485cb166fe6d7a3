import CSodium
import Foundation

/// The key that seals every secret of one data directory: XChaCha20-Poly1305 (IETF) of libsodium.
///
/// A sealed value is bound to its *place*, a text such as `device/7/token`, so that a value copied to another
/// row does not open there.
public struct SealingKey: Sendable {
    private let bytes: [UInt8]

    static let size = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
    private static let nonceSize = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    private static let tagSize = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)

    private init(bytes: [UInt8]) throws(SealingFailure) {
        guard Sodium.isReady else { throw .libraryUnavailable }
        self.bytes = bytes
    }

    /// A new random key.
    public static func generate() throws(SealingFailure) -> SealingKey {
        try SealingKey(bytes: Sodium.random(count: size))
    }

    /// Reads 64 hexadecimal digits or base64 of 32 bytes. `source` names where the text came from, for the error.
    public init(text: String, source: String) throws(SealingFailure) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if trimmed.utf8.count == 2 * SealingKey.size, let bytes = SealingKey.bytes(hexadecimal: trimmed) {
            try self.init(bytes: bytes)
        } else if let data = Data(base64Encoded: trimmed), data.count == SealingKey.size {
            try self.init(bytes: Array(data))
        } else {
            throw .malformedKey(source: source)
        }
    }

    /// Base64 of the key, for the key file and for a backup that carries it.
    public var text: String { Data(bytes).base64EncodedString() }

    public func seal(_ plain: [UInt8], place: String) throws(SealingFailure) -> [UInt8] {
        let nonce = Sodium.random(count: SealingKey.nonceSize)
        let associated = Array(place.utf8)
        var sealed = [UInt8](repeating: 0, count: plain.count + SealingKey.tagSize)
        var length: UInt64 = 0
        let status = crypto_aead_xchacha20poly1305_ietf_encrypt(
            &sealed, &length, plain, UInt64(plain.count), associated, UInt64(associated.count), nil, nonce, bytes)
        guard status == 0 else { throw .libraryUnavailable }
        return nonce + sealed.prefix(Int(length))
    }

    /// - Throws: `wrongKeyOrDamaged` unless exactly these bytes were sealed with this key for this place.
    public func open(_ sealed: [UInt8], place: String) throws(SealingFailure) -> [UInt8] {
        guard sealed.count >= SealingKey.nonceSize + SealingKey.tagSize else { throw .wrongKeyOrDamaged }
        let nonce = Array(sealed.prefix(SealingKey.nonceSize))
        let cipher = Array(sealed.dropFirst(SealingKey.nonceSize))
        let associated = Array(place.utf8)
        var plain = [UInt8](repeating: 0, count: cipher.count)
        var length: UInt64 = 0
        let status = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &plain, &length, nil, cipher, UInt64(cipher.count), associated, UInt64(associated.count), nonce, bytes)
        guard status == 0 else { throw .wrongKeyOrDamaged }
        return Array(plain.prefix(Int(length)))
    }

    /// HMAC-SHA-256 with a key that follows from this one and is for one purpose alone.
    public func authenticate(_ message: [UInt8], purpose: String) -> [UInt8] {
        Digest.hmacSHA256(message, key: Digest.blake2b(Array(purpose.utf8), key: bytes))
    }

    private static func bytes(hexadecimal text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            // A sign in front of a digit is a number too, and no key.
            let pair = rest.prefix(2)
            guard pair.allSatisfy(\.isHexDigit), let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}

enum Sodium {
    /// 1 means that another part of the process was first.
    static let isReady = sodium_init() >= 0

    static func random(count: Int) -> [UInt8] {
        _ = isReady
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }
}
