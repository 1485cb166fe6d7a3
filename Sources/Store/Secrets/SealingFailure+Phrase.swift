import Attendance
import Sealing

extension SealingFailure: Failure {
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
                    "không mở được bí mật bằng khóa này. Đặt lại đúng tệp khóa (hoặc ROLLCALL_KEY), hoặc nhập lại bí mật."
            )
        case .libraryUnavailable:
            Phrase(en: "libsodium did not start", vi: "libsodium không khởi động được")
        }
    }

    public var blame: Blame { .machine }
}
