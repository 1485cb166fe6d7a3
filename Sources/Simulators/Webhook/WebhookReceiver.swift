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

    public let faults = FaultPlan()
    private let state = Mutex<[Call]>([])

    public init() {}

    /// Every call that was answered with 2xx, in order.
    public var calls: [Call] { state.withLock { $0 } }

    public func addRoutes(to router: Router<BasicRequestContext>) {
        router.post("/hook") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let header = { (name: String) in HTTPField.Name(name).flatMap { request.headers[$0] } }
            self.state.withLock {
                $0.append(
                    Call(
                        id: header("webhook-id") ?? "", timestamp: header("webhook-timestamp") ?? "",
                        signature: header("webhook-signature"), body: Array(buffer: body)))
            }
            return HTTPResponse.Status.ok
        }
    }
}
