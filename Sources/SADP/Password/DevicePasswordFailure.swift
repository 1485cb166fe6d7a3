/// Why a text is no device's password.
public enum DevicePasswordFailure: Error, Hashable, Sendable {
    case empty
    /// The protocol has room for 16 bytes.
    case tooLong
    /// A control character, which no device takes: most likely something else was pasted.
    case controlCharacter
}
