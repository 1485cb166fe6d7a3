/// The version fields that newer firmwares write encrypted, with a key that everybody knows.
///
/// Source: SADP contract 6.
enum EncryptedField {
    private static let key = Array("HKSADPPRIVATEKEY".utf8)

    /// The plain text; nil where the value is not base64 of one or two blocks, or holds no text. The plain field counts
    /// then.
    static func text(_ value: String) -> String? {
        // 44 characters are 32 bytes, the most that devices write.
        guard let cipher = Cipher.bytes(base64: value, longest: 64), (1...47).contains(cipher.count),
            let plain = Cipher.decrypt(cipher, key: key), let end = plain.firstIndex(of: 0)
        else { return nil }
        let text = SADPDocument.cleaned(String(decoding: plain[..<end], as: UTF8.self))
        // A value made with another key decrypts to noise.
        guard !text.isEmpty, !text.unicodeScalars.contains("\u{FFFD}") else { return nil }
        return text
    }
}
