import COpenSSL
import Foundation

/// The device's half of the password exchange.
///
/// Source: SADP contract 6, 7.
enum TerminalCipher {
    /// The random string of one exchange: 32 letters and digits.
    static func secret() -> [UInt8] {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        return (0..<32).map { _ in letters.randomElement() ?? 0x61 }
    }

    /// Encrypts for a PKCS#1 RSAPublicKey of 1,024 bits in base64; nil for any other key.
    static func encrypt(_ secret: [UInt8], forPublicKey text: String) -> String? {
        guard let der = Data(base64Encoded: text) else { return nil }
        let key = Array(der).withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            return d2i_PublicKey(EVP_PKEY_RSA, nil, &position, bytes.count)
        }
        guard let key else { return nil }
        defer { EVP_PKEY_free(key) }
        guard EVP_PKEY_get_bits(key) == 1024, let context = EVP_PKEY_CTX_new(key, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: 128)
        var length = output.count
        guard EVP_PKEY_encrypt_init(context) == 1,
            EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1,
            EVP_PKEY_encrypt(context, &output, &length, secret, secret.count) == 1
        else { return nil }
        return base64(Array(output[..<length]))
    }

    /// The password that was typed; nil where it was not encrypted with this secret.
    static func password(_ text: String, secret: [UInt8]) -> [UInt8]? {
        guard let cipher = Data(base64Encoded: text), cipher.count == 32,
            let plain = aes(Array(cipher), key: Array(secret.prefix(16)), encrypting: false),
            plain.starts(with: secret.prefix(16))
        else { return nil }
        return Array(plain.dropFirst(16).prefix { $0 != 0 })
    }

    /// A version field as newer firmwares write it: padded with at least one zero.
    static func encryptedField(_ text: String) -> String {
        var bytes = Array(text.utf8) + [0]
        while !bytes.count.isMultiple(of: 16) { bytes.append(0) }
        return base64(aes(bytes, key: Array("HKSADPPRIVATEKEY".utf8), encrypting: true) ?? [])
    }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    private static func aes(_ bytes: [UInt8], key: [UInt8], encrypting: Bool) -> [UInt8]? {
        guard let context = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: bytes.count + 16)
        var count: Int32 = 0
        guard EVP_CipherInit_ex(context, EVP_aes_128_ecb(), nil, key, nil, encrypting ? 1 : 0) == 1,
            EVP_CIPHER_CTX_set_padding(context, 0) == 1,
            EVP_CipherUpdate(context, &output, &count, bytes, Int32(bytes.count)) == 1
        else { return nil }
        return Array(output[..<Int(count)])
    }
}
