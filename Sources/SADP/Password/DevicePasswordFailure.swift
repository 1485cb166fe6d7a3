/// Why a text is not a device's password.
public enum DevicePasswordFailure: Error, Hashable, Sendable {
    case empty
    /// The protocol has room for 16 bytes.
    case tooLong
    /// A control character, which no device takes: most likely something else was pasted.
    case controlCharacter
}
