/// The code that adds a free device to an account, together with its short serial: a secret. It prints as stars.
///
/// Source: serial contract 3: six upper-case letters on labels, 6 to 12 letters and digits where a user set it.
public struct VerificationCode: Hashable, Sendable, CustomStringConvertible {
    /// The code itself, for those who may see it.
    public let secret: String

    public var description: String { "••••••" }

    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        let isPlain = bytes.allSatisfy {
            SerialText.isDigit($0) || SerialText.isLetter($0) || (0x61...0x7A).contains($0)
        }
        guard (6...12).contains(bytes.count), isPlain else { return nil }
        secret = text
    }
}
