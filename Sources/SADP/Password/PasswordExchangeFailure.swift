/// Why a password cannot be carried.
public enum PasswordExchangeFailure: Error, Hashable, Sendable {
    /// The device's answer is not a random string encrypted for this key.
    case unreadable
    /// The device's random string has fewer than 16 bytes.
    case tooShort
    /// The system's OpenSSL makes no such key.
    case noKey
}
