import CSodium

/// Digests and signatures of libsodium.
public enum Digest {
    /// BLAKE2b, 32 bytes; keyed when a key is given.
    public static func blake2b(_ bytes: [UInt8], key: [UInt8] = []) -> [UInt8] {
        _ = Sodium.isReady
        var output = [UInt8](repeating: 0, count: 32)
        crypto_generichash(&output, output.count, bytes, UInt64(bytes.count), key, key.count)
        return output
    }

    /// SHA-256, 32 bytes: where others verify without us.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        _ = Sodium.isReady
        var output = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&output, bytes, UInt64(bytes.count))
        return output
    }

    /// HMAC-SHA-256 (RFC 2104) with a key of any length.
    public static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        _ = Sodium.isReady
        var state = crypto_auth_hmacsha256_state()
        var output = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &output)
        return output
    }

    /// The first `length` hexadecimal digits of BLAKE2b over the texts, each closed by a zero byte, so that
    /// ("ab", "c") and ("a", "bc") differ.
    public static func identifier(_ texts: String..., length: Int) -> String {
        var bytes: [UInt8] = []
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
        }
        return String(hexadecimal(blake2b(bytes)[...]).prefix(length))
    }

    public static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
