import Attendance
import HRKit
import HTTPTransport
import Sealing
import Synchronization
import Wire

/// Posts one event per punch. Employees are served side by side, one employee's punches one after the other.
struct WebhookSystem: HRSystem {
    private let context: HRContext

    init(context: HRContext) {
        self.context = context
    }

    let batchSize = 256

    private var url: String { context.fields["url"] ?? "" }
    private var target: String { WebAddress.origin(of: url) }

    func send(_ batch: [OutgoingPunch]) async throws(BatchFailure) -> [DeliveryOutcome] {
        let lanes = Dictionary(grouping: batch.indices) { batch[$0].code }.values.sorted { $0[0] < $1[0] }
        let health = EndpointHealth(outcomes: batch.count)
        let width = context.fields["concurrency"].flatMap { Int($0) } ?? 8
        await withTaskGroup(of: Void.self) { group in
            for (index, lane) in lanes.enumerated() {
                if index >= width { await group.next() }
                group.addTask { await send(lane, of: batch, health) }
            }
        }
        // What was delivered before the endpoint said farewell is kept; the next batch hears the farewell again.
        if let stopped = health.stopped, !health.hasDelivered { throw stopped }
        return health.outcomes
    }

    /// One employee's punches in order; the first that fails holds back those behind it.
    private func send(_ lane: [Int], of batch: [OutgoingPunch], _ health: EndpointHealth) async {
        for index in lane {
            guard health.isFit, !Task.isCancelled else { return }
            do {
                health.note(index, try await post(batch[index]))
            } catch {
                health.stop(error)
                return
            }
            guard case .delivered = health.outcomes[index] else { return }
        }
    }

    private func post(_ punch: OutgoingPunch) async throws(BatchFailure) -> DeliveryOutcome {
        do throws(ExchangeFailure) {
            let call = call(id: "punch_\(punch.recordID)", body: event(punch).bytes)
            let reply = try await context.http.accepted(call, now: context.now)
            return .delivered(receipt: "HTTP \(reply.status)")
        } catch {
            switch error.reason {
            case .gone, .noReply(.cancelled): throw BatchFailure(error)
            // Whatever else comes is a failure that the schedule tries again (contract: hr-systems 6).
            default: return .failed(error.phrase, retryAfter: error.retryAfter)
            }
        }
    }

    private func call(id: String, body: [UInt8]) -> HTTPCall {
        let timestamp = context.now().seconds
        var headers = [
            (name: "Content-Type", value: "application/json"), (name: "webhook-id", value: id),
            (name: "webhook-timestamp", value: String(timestamp)), (name: "Idempotency-Key", value: id),
        ]
        if let key = context.fields["secret"].flatMap(WebhookSignature.key) {
            headers.append(
                (
                    name: "webhook-signature",
                    value: WebhookSignature.header(id: id, timestamp: timestamp, body: body, key: key)
                ))
        }
        // The status is the receiver's whole answer: an event that it took is not posted again for its body's sake.
        return HTTPCall(
            .post, url, headers: headers, body: body, timeout: context.timeout, replyBody: .statusAlone())
    }

    private func event(_ punch: OutgoingPunch) -> JSONValue {
        [
            "type": "punch.recorded", "timestamp": .string(punch.atText),
            "data": [
                "id": .string(punch.recordID), "code": .string(punch.code), "name": .string(punch.personName),
                "at": .string(punch.atText),
                "localDate": .string(punch.local.date.description), "localTime": .string(punch.local.timeText),
                "direction": .string(punch.direction.rawValue), "device": .string(punch.device),
                "kind": .string(punch.deviceKind), "source": .string(punch.sourceIdentity),
                "sourceDevice": .string(punch.sourceDevice),
            ],
        ]
    }

    /// A signed `rollcall.test` event: any 2xx will do.
    func test() async throws(BatchFailure) -> Phrase {
        let now = context.now()
        let body: JSONValue = ["type": "rollcall.test", "timestamp": .string(Zone.vietnam.rfc3339(now)), "data": [:]]
        do throws(ExchangeFailure) {
            let call = call(id: "test_\(now.milliseconds)", body: body.bytes)
            let reply = try await context.http.accepted(call, now: context.now)
            return Phrase(
                en: "\(target) accepted a test event (HTTP \(reply.status))",
                vi: "\(target) đã nhận sự kiện thử (HTTP \(reply.status))")
        } catch {
            throw BatchFailure(error)
        }
    }
}

/// What the lanes of one batch share: the outcomes, and whether the endpoint still deserves attempts.
private final class EndpointHealth: Sendable {
    private struct State {
        var outcomes: [DeliveryOutcome]
        var failuresInARow = 0
        var stopped: BatchFailure?
    }

    /// So many failures without a success in between mean the endpoint, not the records.
    private static let mostFailures = 8
    private let state: Mutex<State>

    init(outcomes count: Int) {
        state = Mutex(State(outcomes: Array(repeating: .untried, count: count)))
    }

    var outcomes: [DeliveryOutcome] { state.withLock { $0.outcomes } }
    var isFit: Bool { state.withLock { $0.failuresInARow < EndpointHealth.mostFailures && $0.stopped == nil } }

    /// Why the endpoint is to be left alone, when it said so.
    var stopped: BatchFailure? { state.withLock { $0.stopped } }

    var hasDelivered: Bool {
        outcomes.contains { if case .delivered = $0 { true } else { false } }
    }

    func note(_ index: Int, _ outcome: DeliveryOutcome) {
        state.withLock { state in
            state.outcomes[index] = outcome
            if case .delivered = outcome { state.failuresInARow = 0 } else { state.failuresInARow += 1 }
        }
    }

    func stop(_ failure: BatchFailure) { state.withLock { $0.stopped = failure } }
}
