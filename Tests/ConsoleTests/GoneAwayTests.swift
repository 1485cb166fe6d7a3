import Access
import Foundation
import HTTPTransport
import Hummingbird
import TestSupport
import Testing

@testable import Console

/// Whoever asks for something long and goes away.
@Suite struct GoneAwayTests {
    @Test func theWorkIsCancelledWithTheirConnection() async throws {
        try await TestConsole.with { test, _ in
            let began = AsyncStream<Void>.makeStream()
            let ended = AsyncStream<Bool>.makeStream()
            let route = Route(.post, "/long", .open, door: .hook, isLong: true) { _ in
                began.continuation.yield()
                do {
                    try await Task.sleep(for: .seconds(3600))
                } catch {
                    ended.continuation.yield(error is CancellationError)
                    throw error
                }
                return Response(status: .ok)
            }
            let gate = test.console.gate
            let router = Router(context: ConsoleContext.self)
            router.on(RouterPath(route.path), method: route.method) { try await gate.enter(route, $0, $1) }
            try await serving(router) { port in
                var connection = RawConnection(port: port)
                connection?.say("POST /long HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc")
                for await _ in began.stream { break }
                connection = nil
                for await isCancelled in ended.stream {
                    #expect(isCancelled)
                    break
                }
            }
        }
    }

    @Test func ofAStrangersWebhookCallNotEvenTheBodyIsAwaited() async throws {
        try await TestConsole.with { test, _ in
            let port = try #require(URLComponents(string: test.address)?.port)
            let stranger = try #require(RawConnection(port: port))
            stranger.say("POST /hooks/nuveq/guess HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n")
            let isAnswered = try await eventually { stranger.answer.contains(" 404 ") }
            #expect(isAnswered)
        }
    }

    @Test func anExportThatNobodyTakesLeavesNothingBehind() async throws {
        try await TestConsole.with { test, _ in
            let folder = FileManager.default.temporaryDirectory.path
            func exports() throws -> Set<String> {
                Set(
                    try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                        $0.hasPrefix("rollcall-export-")
                    })
            }
            let before = try exports()
            let admin = try await test.visitor(.admin)
            for path in ["/punches/export.xlsx", "/devices/export.xlsx", "/devices/export.csv"] {
                let looked = try await admin.send(.head, path)
                #expect(looked.status == 200 && looked.body.isEmpty)
                let whole = try await admin.get(path)
                #expect(whole.status == 200 && !whole.body.isEmpty)
            }
            // Other tests export too, and end.
            let isClean = try await eventually { try exports().subtracting(before).isEmpty }
            #expect(isClean)
        }
    }
}
