import Attendance
import Serials

/// Why a device gave no key string.
public enum DeviceKeyFailure: Failure, Hashable {
    case notActivated
    case refused
    /// What it sent is none.
    case unreadable
    /// The string names another device.
    case anotherSerial(ShortSerial)

    public var phrase: Phrase {
        switch self {
        case .notActivated:
            Phrase(
                en: "the device is not activated yet, so it has no key string: activate it first",
                vi: "thiết bị chưa kích hoạt nên chưa có chuỗi ký tự: hãy kích hoạt trước")
        case .refused:
            Phrase(
                en: "the device refused to give its key string", vi: "thiết bị từ chối cung cấp chuỗi ký tự")
        case .unreadable:
            Phrase(
                en: "what the device sent is not a key string", vi: "dữ liệu thiết bị gửi không phải chuỗi ký tự")
        case .anotherSerial(let serial):
            Phrase(
                en: "the key string that came names another device, \(serial): somebody else may have answered",
                vi: "chuỗi ký tự nhận được thuộc thiết bị khác, \(serial): có thể máy khác đã trả lời")
        }
    }

    public var blame: Blame { .peer }
}
