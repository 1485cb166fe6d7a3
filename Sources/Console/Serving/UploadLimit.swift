import Access
import Attendance
import Hummingbird
import Labels

/// Bounds what costs a processor or asks a device, by account or program: photos, new cases.
struct UploadLimit: Sendable {
    /// Bytes of a form with a photo at its largest: the file, and the fields around it.
    static let photo = PictureLimits.bytes + (1 << 20)
    /// Bytes of a document with such a photo in base64.
    static let photoInJSON = PictureLimits.base64Characters + (1 << 20)

    let throttle: Throttle

    /// - Throws: `Refusal` with how long to wait.
    func take(by principal: Principal) throws(Refusal) {
        guard let wait = throttle.take(principal.name) else { return }
        throw Refusal(
            .tooManyRequests,
            Phrase(
                en: "too much at once: wait \(wait) seconds", vi: "gửi quá nhanh: hãy đợi \(wait) giây"),
            retryAfter: wait)
    }
}
