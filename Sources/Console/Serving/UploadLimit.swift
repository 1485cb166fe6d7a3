import Access
import Attendance
import Hummingbird

/// Bounds what costs a processor or asks a device, by account or program: photos, new cases.
struct UploadLimit: Sendable {
    /// Bytes of a photo at its largest, and the frame around it.
    static let photo = 25 << 20

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
