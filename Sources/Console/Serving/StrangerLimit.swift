import Attendance
import Hummingbird

/// How often one address may try a door that is open to everybody.
struct StrangerLimit: Sendable {
    let throttle: Throttle
    let policy: ServingPolicy

    /// Counts one more try.
    ///
    /// - Throws: `Refusal` where there were too many.
    func count(_ visit: Visit) throws {
        guard let wait = throttle.take(policy.client(visit.request, visit.context)) else { return }
        throw Refusal(
            .tooManyRequests,
            Phrase(en: "too many tries: wait \(wait) seconds", vi: "thử quá nhiều lần: hãy đợi \(wait) giây"),
            retryAfter: wait)
    }
}
