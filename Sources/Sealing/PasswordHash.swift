import CSodium

/// Passwords as argon2id hashes in the PHC text form, by libsodium.
///
/// A hash takes 64 MiB and a tenth of a second on purpose; callers bound how many run at once.
public enum PasswordHash {
    /// - Throws: `SealingFailure.libraryUnavailable` when libsodium does not start or has no memory.
    public static func make(_ password: String) throws(SealingFailure) -> String {
        guard Sodium.isReady else { throw .libraryUnavailable }
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_strbytes()))
        let bytes = Array(password.utf8).map(CChar.init(bitPattern:))
        let status = crypto_pwhash_str(
            &text, bytes, UInt64(bytes.count), UInt64(crypto_pwhash_opslimit_interactive()),
            crypto_pwhash_memlimit_interactive())
        guard status == 0 else { throw .libraryUnavailable }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    public static func verify(_ password: String, against hash: String) -> Bool {
        guard Sodium.isReady, hash.utf8.count < crypto_pwhash_strbytes() else { return false }
        let bytes = Array(password.utf8).map(CChar.init(bitPattern:))
        return crypto_pwhash_str_verify(hash, bytes, UInt64(bytes.count)) == 0
    }
}
