import Attendance
import ConnectorKit
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import SyncEngine

/// Where terminals call that push by themselves. It has no files, and says nothing to strangers but to come later.
struct TerminalDoor: Pages {
    let engine: Engine
    let policy: ServingPolicy
    let limits: TerminalLimits
    /// Told when deliveries may have become due.
    let wakeDeliveries: @Sendable () -> Void

    var routes: [Route] {
        ["/iclock/{page}", "/{secret}/iclock/{page}"].flatMap { path in
            [HTTPRequest.Method.get, .post].map { Route($0, path, .open, door: .terminal, take) }
        }
    }

    /// Whether a route is one of these.
    static func has(_ path: String?) -> Bool { path?.hasSuffix("/iclock/{page}") ?? false }

    @Sendable private func take(_ visit: Visit) async throws -> Response {
        guard let kind = engine.pushKind, let intake = kind.push else { return TerminalAnswer.noSuchPage }
        let request = visit.request
        let head = PushHead(
            isPost: request.method == .post, page: visit.context.parameters.get("page") ?? "",
            query: request.uri.query ?? "")
        let peer = policy.exactClient(request, visit.context)
        let household = policy.client(request, visit.context)
        switch intake.read(head) {
        case .noSuchPage: return TerminalAnswer.noSuchPage
        case .unreadable(let why):
            if let wait = limits.strangers.take(household) { return TerminalAnswer.later(wait) }
            return TerminalAnswer.text(why.en, .badRequest)
        case .call(let call):
            let push = PushVisit(call, from: peer, secret: visit.context.parameters.get("secret"))
            do {
                return try await take(push, of: kind, household, request)
            } catch let failure as StoreFailure {
                // Nothing was taken: the terminal keeps what it has and comes again.
                engine.noteNotStored(push, because: failure)
                return TerminalAnswer.text("not stored, come again", .serviceUnavailable)
            }
        }
    }

    private func take(
        _ push: PushVisit, of kind: DeviceKind, _ household: String, _ request: Request
    ) async throws -> Response {
        if let refusal = try await engine.objection(to: push, of: kind) {
            return try await turnAway(push, refusal, of: kind, household)
        }
        if let wait = limits.devices.take("\(push.call.serial) \(household)") { return TerminalAnswer.later(wait) }
        let most = push.call.purpose.bodyLimit
        let body: [UInt8]
        if most == 0 {
            body = []
            // Templates and photos are let go as they come: neither kept nor looked at.
            for try await _ in request.body {}
        } else {
            switch try await limits.bodies.collect(request.body, upTo: most, announced: request.contentLength) {
            case .bytes(let bytes): body = bytes
            case .tooLarge:
                try await engine.noteTooLarge(push, of: kind)
                return TerminalAnswer.text(
                    "the body is larger than \(most >> 10) KiB: nothing of it was kept", .contentTooLarge)
            case .noRoom: return TerminalAnswer.later(30)
            }
        }
        defer { limits.bodies.release(body.count) }
        switch try await engine.answer(push, body, of: kind) {
        case .text(let text):
            if case .punches = push.call.purpose { wakeDeliveries() }
            return TerminalAnswer.text(text)
        case .refused(let refusal): return try await turnAway(push, refusal, of: kind, household)
        }
    }

    private func turnAway(
        _ push: PushVisit, _ refusal: PushRefusal, of kind: DeviceKind, _ household: String
    ) async throws -> Response {
        switch refusal {
        case .stranger:
            if let wait = limits.strangers.take(household) { return TerminalAnswer.later(wait) }
            try await engine.noteStranger(push, of: kind)
            return TerminalAnswer.text("unknown serial number: an administrator can add it", .serviceUnavailable)
        case .disabled: return TerminalAnswer.text("the device is disabled", .serviceUnavailable)
        case .unwelcome:
            if let wait = limits.strangers.take(household) { return TerminalAnswer.later(wait) }
            return TerminalAnswer.text("not from here", .forbidden)
        case .wrongMode:
            return TerminalAnswer.text("switch this terminal from A&C PUSH to T&A PUSH", .serviceUnavailable)
        }
    }
}

/// What terminals may take of the server.
struct TerminalLimits: Sendable {
    /// Calls of one terminal from one address: twenty a second, and a hundred at once.
    let devices: Throttle
    /// Calls that come to nothing, by address.
    let strangers: Throttle
    let bodies = BodyBudget()

    init(now: @escaping @Sendable () -> Instant) {
        devices = Throttle(burst: 100, refill: .milliseconds(50), now: now)
        strangers = Throttle(burst: 30, refill: .seconds(2), now: now)
    }
}

/// Answers as terminals' clients read them: plain text with its length.
enum TerminalAnswer {
    static let noSuchPage = text("no such page", .notFound)

    static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// - Parameter wait: in seconds.
    static func later(_ wait: Int) -> Response {
        var response = text("come again in \(wait) seconds", .serviceUnavailable)
        response.headers[.retryAfter] = String(wait)
        return response
    }
}

extension Request {
    /// As its head says; nil where it says nothing that can be a length.
    var contentLength: Int? { headers[.contentLength].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }
}
