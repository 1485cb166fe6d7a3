import HTTPServing
import Hummingbird
import Logging
import ServiceLifecycle
import TestSupport
import Testing

/// A server that stops while people connect.
@Suite struct StoppingTests {
    @Test func whoConnectsInThatMomentDoesNotCrashTheProgram() async throws {
        let router = Router()
        router.get("/") { _, _ in "here" }
        var quiet = Logger(label: "test")
        quiet.logLevel = .critical
        for round in 0..<40 {
            let port = AsyncStream<Int>.makeStream()
            let application = Application(
                router: router, server: HTTP1Server.builder(),
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { port.continuation.yield($0.localAddress?.port ?? 0) }, logger: quiet)
            let group = ServiceGroup(configuration: .init(services: [.init(service: application)], logger: quiet))
            let server = Task { try await group.run() }
            var ports = port.stream.makeAsyncIterator()
            let number = try #require(await ports.next())
            let callers = (0..<16).map { _ in Task { RawConnection(port: number)?.say("GET / HTTP/1.1\r\n\r\n") } }
            if round.isMultiple(of: 2) { await group.triggerGracefulShutdown() } else { server.cancel() }
            _ = await server.result
            for caller in callers { await caller.value }
        }
    }
}
