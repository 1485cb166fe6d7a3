import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// What can go wrong with a vendor's server, on demand.
public enum Fault: Sendable, Hashable {
    case status(Int, retryAfter: Int? = nil)
    /// A proxy's error page with this status.
    case html(Int)
    /// The right answer, broken off in its middle.
    case truncated
    /// A 200 full of bytes that mean nothing.
    case garbage
    /// A 200 with so many megabytes of JSON.
    case oversized(megabytes: Int)
    /// No answer for so many seconds.
    case hang(seconds: Double)
    /// The request takes effect, the connection ends without an answer.
    case lostAnswer
    /// The right answer, later.
    case slow(seconds: Double)
    /// A body that no client should wait for: behind the right status, once the request took effect, or behind this
    /// one instead of the request.
    case body(BadBody, status: Int? = nil)
    /// Another address.
    case redirect(Int, to: String)
}

/// Faults that were ordered, each for a path and a number of times. Shared with the running simulator.
public final class FaultPlan: Sendable {
    private struct Rule {
        let path: String
        let fault: Fault
        var times: Int
    }

    private struct State {
        var rules: [Rule] = []
        var requests: [String] = []
        var underway = 0
        var mostUnderway = 0
    }

    private let state = Mutex(State())

    public init() {}

    /// How many requests came for paths that contain `path`, faulty ones included.
    public func requests(on path: String) -> Int {
        state.withLock { $0.requests.count { $0.contains(path) } }
    }

    /// The most requests that were under way at once.
    public var mostAtOnce: Int { state.withLock { $0.mostUnderway } }

    func begin() {
        state.withLock { state in
            state.underway += 1
            state.mostUnderway = max(state.mostUnderway, state.underway)
        }
    }

    func end() { state.withLock { $0.underway -= 1 } }

    /// Orders a fault for the next `times` requests whose path contains `path`, after those ordered before it.
    public func order(_ fault: Fault, on path: String = "/", times: Int = 1) {
        state.withLock { $0.rules.append(Rule(path: path, fault: fault, times: times)) }
    }

    public func clear() { state.withLock { $0.rules.removeAll() } }

    func next(for path: String) -> Fault? {
        state.withLock { state in
            // Enough for what tests ask; a benchmark's millions are not kept.
            if state.requests.count < 10_000 { state.requests.append(path) }
            guard let index = state.rules.firstIndex(where: { path.contains($0.path) }) else { return nil }
            state.rules[index].times -= 1
            let fault = state.rules[index].fault
            if state.rules[index].times <= 0 { state.rules.remove(at: index) }
            return fault
        }
    }
}

/// Carries out the plan in front of the vendor's routes.
struct FaultMiddleware<Context: RequestContext>: RouterMiddleware {
    let plan: FaultPlan

    private struct BrokenOff: Error {}

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        plan.begin()
        defer { plan.end() }
        switch plan.next(for: request.uri.path) {
        case nil: return try await next(request, context)
        case .status(let status, let retryAfter):
            var headers = HTTPFields()
            if let retryAfter { headers[.retryAfter] = String(retryAfter) }
            return Response(status: .init(code: status), headers: headers, body: bytes("{\"error\":\"simulated\"}"))
        case .html(let status):
            let page = "<html><head><title>502 Bad Gateway</title></head><body><h1>nginx</h1></body></html>"
            return Response(status: .init(code: status), headers: [.contentType: "text/html"], body: bytes(page))
        case .garbage:
            return Response(status: .ok, body: bytes("\u{1}\u{2}%%%{[\"not json"))
        case .oversized(let megabytes):
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    let chunk = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 20)
                    for _ in 0..<megabytes { try await writer.write(chunk) }
                    try await writer.finish(nil)
                })
        case .hang(let seconds):
            try await Task.sleep(for: .seconds(seconds))
            return Response(status: .gatewayTimeout)
        case .slow(let seconds):
            try await Task.sleep(for: .seconds(seconds))
            return try await next(request, context)
        case .truncated:
            let answer = try await next(request, context)
            return Response(
                status: answer.status, headers: answer.headers,
                body: ResponseBody(contentLength: (answer.body.contentLength ?? 0) + 64) { writer in
                    try await writer.write(ByteBuffer(string: "{\"returnCode\":1,\"data\":[{\"person"))
                    throw BrokenOff()
                })
        case .body(let bad, nil):
            let answer = try await next(request, context)
            return bad.response(status: answer.status)
        case .body(let bad, let status?):
            return bad.response(status: .init(code: status))
        case .redirect(let status, let target):
            return Response(status: .init(code: status), headers: [.location: target])
        case .lostAnswer:
            _ = try await next(request, context)
            return LostAnswer.response
        }
    }

    private func bytes(_ text: String) -> ResponseBody { ResponseBody(byteBuffer: ByteBuffer(string: text)) }
}
