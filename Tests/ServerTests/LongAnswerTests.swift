import Console
import Hummingbird
import NIOCore
import TestSupport
import Testing

@testable import Server

/// An answer that is long in coming is not a connection that idles.
@Suite struct LongAnswerTests {
    @Test func whoWaitsForAnAnswerIsNotLeftHoweverLongItTakes() async throws {
        var limits = ConnectionLimits(total: 100)
        limits.head = .hours(1)
        limits.body = .hours(1)
        limits.stall = .hours(1)
        limits.idle = .milliseconds(300)
        let release = AsyncStream<Void>.makeStream()
        let router = Router()
        router.get("/") { _, _ in "here" }
        router.get("/long") { _, _ in
            for await _ in release.stream { break }
            return "at last"
        }
        let secured = Secured(policy: ServingPolicy(transport: .loopback, setupCode: nil), tls: nil)
        try await serving(router, by: secured.server(ConnectionBook(limits))) { port in
            let waiting = try #require(RawConnection(port: port))
            waiting.say("GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n")
            // Two that idle are the clock: both were left, one after the other, since the long one has asked.
            for _ in 0..<2 {
                let idle = try #require(RawConnection(port: port))
                idle.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let isLeft = try await eventually { idle.isEnded }
                #expect(isLeft && idle.answer.contains("here"))
            }
            #expect(!waiting.isEnded)
            release.continuation.yield()
            let isAnswered = try await eventually { waiting.answer.contains("at last") }
            #expect(isAnswered)
            // From its answer on it idles like the others.
            let isLeft = try await eventually { waiting.isEnded }
            #expect(isLeft)
        }
    }
}
