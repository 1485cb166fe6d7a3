import HTTPTransport
import Synchronization

/// Answers calls from a function and remembers them; for what a test must see of a request's bytes.
public final class StubHTTP: HTTPSending {
    private let answer: @Sendable (HTTPCall) -> HTTPReply
    private let seen = Mutex<[HTTPCall]>([])

    public init(_ answer: @escaping @Sendable (HTTPCall) -> HTTPReply) {
        self.answer = answer
    }

    public var calls: [HTTPCall] { seen.withLock { $0 } }

    public func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPReply {
        seen.withLock { $0.append(call) }
        return answer(call)
    }
}
