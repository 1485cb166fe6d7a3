import COpenSSL

/// The client's side of the exchange that carries a password: a fresh RSA key pair goes out, a random string comes back
/// encrypted for it, and the password leaves encrypted with that string's first 16 bytes. One exchange, one password.
///
/// The key is of 1,024 bits and the padding that of PKCS#1 version 1.5 because devices take nothing else.
///
/// Source: SADP contract 7.
public struct PasswordExchange: ~Copyable {
    /// Base64 of the PKCS#1 RSAPublicKey, as `exchangecode` carries it.
    public let publicKey: String
    private let key: OpaquePointer

    public init() throws(PasswordExchangeFailure) {
        guard let key = PasswordExchange.makeKey() else { throw .noKey }
        guard let publicKey = PasswordExchange.publicKey(of: key) else {
            EVP_PKEY_free(key)
            throw .noKey
        }
        self.key = key
        self.publicKey = publicKey
    }

    deinit { EVP_PKEY_free(key) }

    /// The password as `ezvizUnbind` carries it.
    ///
    /// - Parameter code: what the device answered to `exchangecode`.
    public func encoded(_ password: DevicePassword, answering code: String) throws(PasswordExchangeFailure) -> String {
        guard let cipher = Cipher.bytes(base64: code, longest: SADPAnswer.longestExchangeCode),
            var secret = decrypt(cipher)
        else { throw .unreadable }
        defer { Cipher.erase(&secret) }
        return try PasswordExchange.encoded(password, secret: secret)
    }

    /// The password as it is encrypted with the device's random string.
    static func encoded(_ password: DevicePassword, secret: [UInt8]) throws(PasswordExchangeFailure) -> String {
        guard secret.count >= Cipher.blockLength else { throw .tooShort }
        var prefix = Array(secret[..<Cipher.blockLength])
        defer { Cipher.erase(&prefix) }
        let cipher = password.withPaddedBytes { padded -> [UInt8]? in
            var text = prefix + padded
            defer { Cipher.erase(&text) }
            return Cipher.encrypt(text, key: prefix)
        }
        guard let cipher else { throw .unreadable }
        return Cipher.base64(cipher)
    }

    private static func makeKey() -> OpaquePointer? {
        guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_CTX_set_rsa_keygen_bits(context, 1024) == 1,
            EVP_PKEY_keygen(context, &key) == 1
        else { return nil }
        return key
    }

    private static func publicKey(of key: OpaquePointer) -> String? {
        let length = i2d_PublicKey(key, nil)
        guard length > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(length))
        let written = bytes.withUnsafeMutableBufferPointer { buffer in
            var position = buffer.baseAddress
            return i2d_PublicKey(key, &position)
        }
        return written == length ? Cipher.base64(bytes) : nil
    }

    private func decrypt(_ cipher: [UInt8]) -> [UInt8]? {
        guard let context = EVP_PKEY_CTX_new(key, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        var length = Int(EVP_PKEY_get_size(key))
        var output = [UInt8](repeating: 0, count: length)
        guard EVP_PKEY_decrypt_init(context) == 1,
            EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1
        else { return nil }
        // From version 3.2 on OpenSSL makes up a text where the padding is wrong; an error is what is wanted here.
        _ = EVP_PKEY_CTX_ctrl_str(context, "rsa_pkcs1_implicit_rejection", "0")
        guard EVP_PKEY_decrypt(context, &output, &length, cipher, cipher.count) == 1
        else { return nil }
        return Array(output[..<length])
    }
}
