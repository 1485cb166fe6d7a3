import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// An endpoint that takes webhooks at `/hook` and remembers what came.
public final class WebhookReceiver: Simulator {
    public struct Call: Sendable {
        public let id: String
        public let timestamp: String
        public let signature: String?
        public let body: [UInt8]
    }

    private struct State {
        var calls: [Call] = []
        var poison: Set<String> = []
    }

    public let faults = FaultPlan()
    private let state = Mutex(State())

    public init() {}

    /// Every call that took effect, in order.
    public var calls: [Call] { state.withLock { $0.calls } }

    /// Events of these ids are answered with a 500, however often they come.
    public func setPoison(_ ids: Set<String>) { state.withLock { $0.poison = ids } }

    public func addRoutes(to router: Router<BasicRequestContext>) {
        router.post("/hook") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let header = { (name: String) in HTTPField.Name(name).flatMap { request.headers[$0] } }
            let call = Call(
                id: header("webhook-id") ?? "", timestamp: header("webhook-timestamp") ?? "",
                signature: header("webhook-signature"), body: Array(buffer: body))
            return self.state.withLock { state in
                guard !state.poison.contains(call.id) else { return HTTPResponse.Status.internalServerError }
                state.calls.append(call)
                return .ok
            }
        }
    }
}
