import Access
import Attendance
import ConnectorKit
import Hummingbird
import SyncEngine
import Wire

/// Where vendors call.
struct HookDoor: Pages {
    let engine: Engine
    let policy: ServingPolicy
    /// Calls of addresses that are nobody's, and calls that are refused, by address.
    let strangers: Throttle
    /// Told when deliveries may have become due.
    let wakeDeliveries: @Sendable () -> Void
    /// Told when a call announced something.
    let wakeConfirmations: @Sendable () -> Void

    var routes: [Route] {
        [
            Route(
                .post, "/hooks/{kind}/{secret}", .open, door: .hook, bodyLimit: WebhookIntake.largestBody,
                admit: admit, take)
        ]
    }

    private static let noSuchHook = Refusal(
        .notFound, Phrase(en: "there is no such address", vi: "không có địa chỉ này"))

    /// Of a stranger not even the body is read.
    @Sendable private func admit(_ visit: Visit) async throws {
        guard
            try await !engine.hasHook(kind: visit.parameter("kind"), secret: visit.parameter("secret"))
        else { return }
        try count(policy.client(visit.request, visit.context))
        throw HookDoor.noSuchHook
    }

    /// Answers only when what came is durable; a vendor that gets no 200 sends it again.
    @Sendable private func take(_ visit: Visit) async throws -> Response {
        let outcome = try await engine.receive(
            visit.body, kind: visit.parameter("kind"), secret: visit.parameter("secret"))
        switch outcome {
        case nil: throw HookDoor.noSuchHook
        case .stored(let new):
            wakeDeliveries()
            return .json(["status": "stored", "new": JSONValue(new)])
        case .announced:
            wakeConfirmations()
            return .json(["status": "announced"])
        case .known: return .json(["status": "known"])
        case .ignored(let reason): return .json(["status": "ignored", "reason": .string(reason)])
        case .refused(let phrase):
            try count("hook \(policy.client(visit.request, visit.context))")
            throw Refusal(.unprocessableContent, phrase)
        }
    }

    /// Counts a call that came to nothing.
    ///
    /// - Throws: `Refusal` where there were too many.
    private func count(_ caller: String) throws {
        guard let wait = strangers.take(caller) else { return }
        throw Refusal(
            .tooManyRequests, Phrase(en: "wait \(wait) seconds", vi: "hãy đợi \(wait) giây"), retryAfter: wait)
    }
}
