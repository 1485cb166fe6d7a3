import Attendance
import SADP

extension DevicePasswordFailure: Failure {
    public var phrase: Phrase {
        switch self {
        case .empty: Phrase(en: "no password was given", vi: "chưa nhập mật khẩu")
        case .tooLong:
            Phrase(
                en: "a device's password has at most 16 characters (fewer with accents)",
                vi: "mật khẩu thiết bị có tối đa 16 ký tự (ít hơn nếu có dấu)")
        case .controlCharacter:
            Phrase(
                en: "a device's password has no control characters", vi: "mật khẩu thiết bị không có ký tự điều khiển")
        }
    }

    public var blame: Blame { .request }
}
