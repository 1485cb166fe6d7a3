/// Why a text is not a key string, for the person who pasted it.
public enum KeyStringFailure: Error, Hashable, Sendable {
    case empty
    /// More than 1,024 characters once cleaned, or a file above 64 KiB.
    case tooLong
    /// A character that no key string has, with its place (from 1) in the cleaned text.
    case foreignCharacter(position: Int)
    /// It is the code of a label.
    case label
    case link
    /// It is a serial.
    case serial
    /// It is an answer of the discovery protocol.
    case probeMatch
    /// Shorter than any key string.
    case tooShort
    /// A device's key of which the end is missing: so many characters of so many.
    case cut(length: Int, of: Int)
    /// More than one key.
    case several
    /// A document type or an entity: no key string has one, and nothing is resolved.
    case document
}
