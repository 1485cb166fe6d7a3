import COpenSSL

/// AES-128 in ECB mode without padding: what devices of this protocol take. The only user of it is this protocol; there
/// is no choice of algorithm here.
enum Cipher {
    static let blockLength = 16

    /// Encrypts whole blocks. Nil when the key or the text is not of the right length.
    static func encrypt(_ text: [UInt8], key: [UInt8]) -> [UInt8]? { run(text, key: key, encrypting: 1) }

    /// Decrypts whole blocks. Nil when the key or the text is not of the right length.
    static func decrypt(_ text: [UInt8], key: [UInt8]) -> [UInt8]? { run(text, key: key, encrypting: 0) }

    private static func run(_ text: [UInt8], key: [UInt8], encrypting: Int32) -> [UInt8]? {
        guard key.count == blockLength, !text.isEmpty, text.count.isMultiple(of: blockLength), text.count <= 1 << 16,
            let context = EVP_CIPHER_CTX_new()
        else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: text.count + blockLength)
        var written: Int32 = 0
        guard EVP_CipherInit_ex(context, EVP_aes_128_ecb(), nil, key, nil, encrypting) == 1,
            EVP_CIPHER_CTX_set_padding(context, 0) == 1,
            EVP_CipherUpdate(context, &output, &written, text, Int32(text.count)) == 1, Int(written) == text.count
        else { return nil }
        return Array(output[..<text.count])
    }

    /// Writes zeros over bytes that were a secret, where the optimiser cannot skip it.
    static func erase(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
    }

    static func base64(_ bytes: [UInt8]) -> String {
        var output = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
        let length = EVP_EncodeBlock(&output, bytes, Int32(bytes.count))
        return String(decoding: output[..<Int(max(length, 0))], as: UTF8.self)
    }

    /// Strict base64 with its padding; nil for anything else, and above `longest` characters before it is decoded.
    static func bytes(base64 text: String, longest: Int) -> [UInt8]? {
        let letters = Array(text.utf8)
        let padding = letters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard !letters.isEmpty, letters.count <= longest, letters.count.isMultiple(of: 4), padding <= 2,
            letters.dropLast(padding).allSatisfy(isBase64)
        else { return nil }
        var output = [UInt8](repeating: 0, count: letters.count / 4 * 3)
        guard EVP_DecodeBlock(&output, letters, Int32(letters.count)) == output.count else { return nil }
        return Array(output.dropLast(padding))
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
