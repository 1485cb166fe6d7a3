import Attendance

/// Why a secret or its key cannot be used. Never carries the secret.
public enum SealingFailure: Failure, Hashable {
    /// The text is neither 64 hexadecimal digits nor 44 characters of base64.
    case malformedKey(source: String)
    /// The key file is readable by others than its owner.
    case exposedKeyFile(path: String)
    case unreadableKeyFile(path: String, reason: String)
    /// The sealed bytes were made with another key, for another place, or were changed.
    case wrongKeyOrDamaged
    case libraryUnavailable

    public var phrase: Phrase {
        switch self {
        case .malformedKey(let source):
            Phrase(
                en: "the key in \(source) is not 64 hexadecimal digits or base64 of 32 bytes",
                vi: "khóa trong \(source) không phải 64 chữ số hex hoặc base64 của 32 byte")
        case .exposedKeyFile(let path):
            Phrase(
                en: "the key file \(path) can be read by others. Run: chmod 600 \(path)",
                vi: "người khác đọc được tệp khóa \(path). Hãy chạy: chmod 600 \(path)")
        case .unreadableKeyFile(let path, let reason):
            Phrase(
                en: "the key file \(path) cannot be read or made: \(reason)",
                vi: "không đọc hoặc tạo được tệp khóa \(path): \(reason)")
        case .wrongKeyOrDamaged:
            Phrase(
                en:
                    "a secret cannot be opened with this key. Put back the right key file (or ROLLCALL_KEY), or enter the secret again.",
                vi:
                    "không giải mã được các giá trị bí mật (token, mật khẩu) bằng khóa này. Hãy đặt lại đúng tệp khóa (hoặc ROLLCALL_KEY), hoặc nhập lại các giá trị đó."
            )
        case .libraryUnavailable:
            Phrase(en: "libsodium did not start", vi: "libsodium không khởi động được")
        }
    }

    public var blame: Blame { .machine }
}
