import Attendance

/// Why a message cannot be made for a browser.
public enum WebPushFailure: Failure, Hashable {
    /// The browser's key is not a point of the curve, or its secret has not 16 bytes.
    case badKeys
    case badAddress
    /// More than a push service takes.
    case tooLong

    public var phrase: Phrase {
        Phrase(en: "the browser's keys or its address are bad", vi: "khóa hoặc địa chỉ của trình duyệt sai")
    }

    public var blame: Blame { .peer }
}
