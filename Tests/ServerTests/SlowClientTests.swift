import Console
import Hummingbird
import NIOCore
import TestSupport
import Testing

@testable import Server

/// People who take their time, over real sockets: each limit ends what it is there for and nothing else.
@Suite struct SlowClientTests {
    /// Limits that a test can wait for; the one under test is set, the others never come.
    private static let patient: ConnectionLimits = {
        var limits = ConnectionLimits(total: 100)
        limits.head = .hours(1)
        limits.idle = .hours(1)
        limits.body = .hours(1)
        limits.stall = .hours(1)
        return limits
    }()

    private func serving(_ limits: ConnectionLimits, _ body: (Int, ConnectionBook) async throws -> Void) async throws {
        let router = Router()
        router.get("/") { _, _ in "here" }
        router.post("/") { request, _ in
            var count = 0
            for try await buffer in request.body { count += buffer.readableBytes }
            return "\(count) bytes"
        }
        // More than any socket's buffers hold.
        router.get("/large") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    let buffer = ByteBuffer(repeating: 0x78, count: 1 << 20)
                    for _ in 0..<64 { try await writer.write(buffer) }
                    try await writer.finish(nil)
                })
        }
        let secured = Secured(policy: ServingPolicy(transport: .loopback, setupCode: nil), tls: nil)
        let book = ConnectionBook(limits)
        try await TestSupport.serving(router, by: secured.server(book)) { try await body($0, book) }
    }

    @Test func whoDoesNotEndAHeadIsLeft() async throws {
        var limits = SlowClientTests.patient
        limits.head = .milliseconds(400)
        try await serving(limits) { port, _ in
            let silent = try #require(RawConnection(port: port))
            let half = try #require(RawConnection(port: port))
            half.say("GET / HTTP/1.1\r\nHost: local")
            // A header now and then does not buy time.
            let isEnded = try await eventually {
                half.say("\r\nX: y")
                return silent.isEnded && half.isEnded
            }
            #expect(isEnded)
        }
    }

    @Test func whoDoesNotEndABodyIsLeft() async throws {
        var limits = SlowClientTests.patient
        limits.body = .milliseconds(400)
        try await serving(limits) { port, _ in
            let slow = try #require(RawConnection(port: port))
            slow.say("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n")
            let isEnded = try await eventually {
                slow.say("x")
                return slow.isEnded
            }
            #expect(isEnded)
        }
    }

    @Test func aBodyThatKeepsComingEarnsItsTime() async throws {
        var limits = SlowClientTests.patient
        limits.body = .milliseconds(400)
        // So that a byte buys hours.
        limits.bytesPerSecond = 1
        try await serving(limits) { port, _ in
            let steady = try #require(RawConnection(port: port))
            steady.say(
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000\r\n\r\n"
                    + String(repeating: "x", count: 10000))
            try await Task.sleep(for: .seconds(1))
            #expect(!steady.isEnded)
            steady.say(String(repeating: "x", count: 10000))
            let isAnswered = try await eventually { steady.answer.contains("20000 bytes") }
            #expect(isAnswered)
        }
    }

    @Test func aConnectionThatAsksNothingMoreIsLeft() async throws {
        var limits = SlowClientTests.patient
        limits.idle = .milliseconds(400)
        try await serving(limits) { port, _ in
            let idle = try #require(RawConnection(port: port))
            idle.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let isAnswered = try await eventually { idle.answer.contains("here") }
            let isEnded = try await eventually { idle.isEnded }
            #expect(isAnswered && isEnded)
        }
    }

    @Test func whoTakesNothingOfAnAnswerIsLeft() async throws {
        var limits = SlowClientTests.patient
        limits.stall = .milliseconds(400)
        try await serving(limits) { port, book in
            let stalled = try #require(RawConnection(port: port))
            let reader = try #require(RawConnection(port: port))
            for one in [stalled, reader] { one.say("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n") }
            let isRead = try await eventually { reader.answer.utf8.count > 64 << 20 }
            let isLeft = try await eventually { book.count == 1 }
            #expect(isRead && isLeft)
            #expect(!reader.isEnded)
            let isCutShort = try await eventually { stalled.isEnded }
            #expect(isCutShort && stalled.answer.utf8.count < 64 << 20)
        }
    }

    @Test func oneAddressHasItsShareAndItsIdlestGoesFirst() async throws {
        var limits = SlowClientTests.patient
        limits.perAddress = 3
        try await serving(limits) { port, _ in
            let busy = try #require(RawConnection(port: port))
            busy.say("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nx")
            try await Task.sleep(for: .milliseconds(300))
            let idle = try (0..<2).map { _ in try #require(RawConnection(port: port)) }
            try await Task.sleep(for: .milliseconds(300))
            let newcomer = try #require(RawConnection(port: port))
            newcomer.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let isAnswered = try await eventually { newcomer.answer.contains("here") }
            let isOneGone = try await eventually { idle.count { $0.isEnded } == 1 }
            #expect(isAnswered && isOneGone)
            busy.say("x")
            let isBusyServed = try await eventually { busy.answer.contains("2 bytes") }
            #expect(isBusyServed)
        }
    }
}
