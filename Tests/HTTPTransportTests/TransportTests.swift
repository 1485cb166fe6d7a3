import Attendance
import HTTPTypes
import Hummingbird
import Synchronization
import TestSupport
import Testing

@testable import HTTPTransport

/// One exchange with a real server on loopback: what is sent, how much of the answer is taken, and when it is given up.
@Suite struct TransportTests {
    private typealias Requests = Router<BasicRequestContext>

    /// Runs `body` with a transport and the address of a server with such routes.
    private func with(
        quotes: QuoteRule = .everything, _ routes: (Requests) -> Void,
        _ body: (HTTPTransport, String) async throws -> Void
    ) async throws {
        let router = Router()
        routes(router)
        try await serving(router) { port in
            try await HTTPTransport.with(quotes: quotes) { try await body($0, "http://127.0.0.1:\(port)") }
        }
    }

    private func failure(_ transport: HTTPTransport, _ call: HTTPCall) async -> HTTPFailure? {
        do throws(HTTPFailure) {
            _ = try await transport.send(call)
            return nil
        } catch {
            return error
        }
    }

    private static func bytes(_ count: Int) -> Response {
        Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 0x61, count: count)))
    }

    /// The same without a length in front.
    private static func chunks(_ count: Int) -> Response {
        Response(
            status: .ok,
            body: .init { writer in
                for _ in 0..<count { try await writer.write(ByteBuffer(repeating: 0x61, count: 1)) }
                try await writer.finish(nil)
            })
    }

    @Test(arguments: [HTTPCall.Method.get, .post, .put, .patch, .delete])
    func aCallArrivesAsItWasMeant(_ method: HTTPCall.Method) async throws {
        let seen = Mutex<[String]>([])
        let note: @Sendable (Request, BasicRequestContext) async throws -> Response = { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            let names = [HTTPField.Name.userAgent, .accept, .contentType, .authorization]
            let headers = names.map { request.headers[$0] ?? "-" }
            seen.withLock {
                $0.append(([request.method.rawValue, request.uri.description] + headers).joined(separator: " "))
                $0.append(String(buffer: body))
            }
            return Response(
                status: .created, headers: [.eTag: "x"], body: .init(byteBuffer: ByteBuffer(string: "done")))
        }
        try await with { routes in
            for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
                routes.on("/a", method: method, use: note)
            }
        } _: { transport, address in
            let body = method == .get ? nil : Array("böse".utf8)
            let reply = try await transport.send(
                HTTPCall(
                    method, address + "/a?b=c",
                    headers: [(name: "Content-Type", value: "text/x"), (name: "Authorization", value: "Bearer y")],
                    body: body, timeout: .seconds(10)))
            #expect(reply.status == 201 && reply.body == Array("done".utf8))
            #expect(reply.header("ETAG") == "x" && reply.header("etag") == "x" && reply.header("none") == nil)
            let wanted = "\(method.rawValue) /a?b=c Rollcall application/json text/x Bearer y"
            #expect(seen.withLock { $0 } == [wanted, body == nil ? "" : "böse"])
        }
    }

    @Test func anAnswerUpToTheBoundIsTakenAndOneByteMoreIsNot() async throws {
        try await with { routes in
            routes.get("/bytes/{count}") { _, context in
                Self.bytes(try context.parameters.require("count", as: Int.self))
            }
            routes.get("/chunks/{count}") { _, context in
                Self.chunks(try context.parameters.require("count", as: Int.self))
            }
        } _: { transport, address in
            for path in ["/bytes/", "/chunks/"] {
                var call = HTTPCall(.get, address + path + "100", timeout: .seconds(10), maximumReplySize: 100)
                let whole = try await transport.send(call)
                #expect(whole.body.count == 100)
                call.url = address + path + "101"
                #expect(await failure(transport, call) == .replyTooLarge(limit: 100), "\(path)")
            }
        }
    }

    @Test func aRedirectIsHandedOverAndNobodyGoesThere() async throws {
        let visits = Mutex(0)
        try await with { routes in
            routes.get("/from") { _, _ in Response(status: .found, headers: [.location: "/to"]) }
            routes.get("/to") { _, _ in
                visits.withLock { $0 += 1 }
                return Response(status: .ok)
            }
        } _: { transport, address in
            let reply = try await transport.send(HTTPCall(.get, address + "/from", timeout: .seconds(10)))
            #expect(reply.status == 302 && reply.redirectTarget(of: address + "/from") == address + "/to")
            #expect(visits.withLock { $0 } == 0)
        }
    }

    @Test func aBodyThatNeverEndsIsNotWaitedForLongerThanTheCallsTime() async throws {
        try await with { routes in
            routes.get("/begun") { _, _ in
                Response(
                    status: .ok,
                    body: .init { writer in
                        try await writer.write(ByteBuffer(string: "begun"))
                        try await Task.sleep(for: .seconds(3))
                        try await writer.finish(nil)
                    })
            }
            routes.get("/silent") { _, _ in
                try await Task.sleep(for: .seconds(3))
                return Response(status: .ok)
            }
        } _: { transport, address in
            for path in ["/begun", "/silent"] {
                let began = ContinuousClock.now
                let call = HTTPCall(.get, address + path, timeout: .milliseconds(400))
                #expect(await failure(transport, call) == .timedOut(after: .milliseconds(400)), "\(path)")
                #expect(ContinuousClock.now - began < .seconds(20))
            }
        }
    }

    @Test func aRefusalsBodyIsReadInShortAndSpoilsNothing() async throws {
        try await with { routes in
            routes.get("/long") { _, _ in
                Response(status: .badRequest, body: .init(byteBuffer: ByteBuffer(repeating: 0x62, count: 100_000)))
            }
            routes.get("/begun") { _, _ in
                Response(
                    status: .serviceUnavailable,
                    body: .init { writer in
                        try await writer.write(ByteBuffer(string: "begun"))
                        try await Task.sleep(for: .seconds(3))
                        try await writer.finish(nil)
                    })
            }
        } _: { transport, address in
            var long = HTTPCall(.get, address + "/long", timeout: .seconds(10))
            let usual = try await transport.send(long)
            #expect(usual.body.count == 64 << 10)
            // Also where a success might be no larger than that.
            long.maximumReplySize = 10
            let short = try await transport.send(long)
            #expect(short.status == 400 && short.body.count == 10)
            let begun = try await transport.send(HTTPCall(.get, address + "/begun", timeout: .seconds(10)))
            #expect(begun.status == 503 && begun.body == Array("begun".utf8))
        }
    }

    @Test func whereTheStatusDecidesASuccessIsOneWhateverItsBody() async throws {
        try await with { routes in
            routes.get("/bytes/{count}") { _, context in
                Self.bytes(try context.parameters.require("count", as: Int.self))
            }
            routes.get("/endless") { _, _ in
                Response(
                    status: .ok,
                    body: .init { writer in
                        while true { try await writer.write(ByteBuffer(repeating: 0x61, count: 4096)) }
                    })
            }
        } _: { transport, address in
            func body(_ path: String) async throws -> [UInt8] {
                let call = HTTPCall(
                    .get, address + path, timeout: .seconds(10), maximumReplySize: 10,
                    replyBody: .statusAlone(excerpt: 100))
                let reply = try await transport.send(call)
                #expect(reply.status == 200)
                return reply.body
            }
            let (short, long, endless) = (
                try await body("/bytes/100"), try await body("/bytes/101"), try await body("/endless")
            )
            #expect(short.count == 100 && long.isEmpty && endless.count == 100)
        }
    }

    @Test func wordsOfAServerOfThisMachineAreMarkedAsNotToBeShown() async throws {
        let router = Router()
        router.get("/") { _, _ in "inner words" }
        try await serving(router) { port in
            let call = HTTPCall(.get, "http://127.0.0.1:\(port)/", timeout: .seconds(10))
            try await HTTPTransport.with(quotes: QuoteRule { ["127.0.0.1"] }) { transport in
                let reply = try await transport.send(call)
                #expect(!reply.isQuotable && !reply.quote.en.contains("inner"))
                #expect(!reply.quote("inner").vi.contains("inner") && reply.quote("").en.isEmpty)
            }
            try await HTTPTransport.with(quotes: .everything) { transport in
                let reply = try await transport.send(call)
                #expect(reply.quote.en == "inner words" && reply.quote("inner").en == "inner")
            }
        }
    }

    @Test func whereNothingListensOrNothingCanBeThatIsSaid() async throws {
        try await HTTPTransport.with(quotes: .everything) { transport in
            let nobody = await failure(transport, HTTPCall(.get, "http://127.0.0.1:9/", timeout: .seconds(10)))
            #expect(nobody == .unreachable(reason: "Connection refused"))
            let unknown = await failure(
                transport, HTTPCall(.get, "http://no-such-name.invalid/", timeout: .seconds(30)))
            guard case .unreachable = unknown else {
                Issue.record("\(String(describing: unknown))")
                return
            }
            for address in ["", "nothing", "//host/", "http://"] {
                let call = HTTPCall(.get, address, timeout: .seconds(10))
                #expect(await failure(transport, call) == .invalidAddress, "\(address)")
            }
        }
    }

    @Test func aServerWithoutTLSIsNotTakenForASecureOne() async throws {
        try await with {
            $0.get("/") { _, _ in "plain" }
        } _: { transport, address in
            let call = HTTPCall(.get, address.replacing("http:", with: "https:"), timeout: .seconds(10))
            guard case .insecure = await failure(transport, call) else {
                Issue.record("taken")
                return
            }
        }
    }

    @Test func whoeverIsCancelledIsToldSo() async throws {
        let began = AsyncStream<Void>.makeStream()
        try await with { routes in
            routes.get("/silent") { _, _ in
                began.continuation.yield()
                try await Task.sleep(for: .seconds(3))
                return Response(status: .ok)
            }
        } _: { transport, address in
            let call = HTTPCall(.get, address + "/silent", timeout: .seconds(50))
            let task = Task { await failure(transport, call) }
            for await _ in began.stream { break }
            task.cancel()
            #expect(await task.value == .cancelled)
        }
    }

    @Test func anAuthorityThatCannotBeReadIsAnErrorBeforeAnythingIsSent() async throws {
        await #expect(throws: (any Error).self) {
            try await HTTPTransport.with(trusting: "/nowhere/ca.crt", quotes: .everything) { _ in }
        }
    }
}
