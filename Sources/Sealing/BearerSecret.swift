import CSodium
import Foundation

/// Random texts that are worth as much as a password: session cookies, invitation links, API tokens, hook addresses.
public enum BearerSecret {
    /// 32 random bytes as 43 characters of base64url.
    public static func make() -> String {
        Data(Sodium.random(count: 32)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// What the store keeps in place of the secret.
    public static func digest(_ secret: String) -> [UInt8] { Digest.blake2b(Array(secret.utf8)) }

    /// A second secret that follows from the first and does not give it away: a session's form token.
    public static func derived(from secret: String, purpose: String) -> String {
        Digest.hexadecimal(Digest.hmacSHA256(Array(purpose.utf8), key: Array(secret.utf8))[..<16])
    }

    /// Compares without telling by its time where the texts differ.
    public static func areEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        return left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }
}
