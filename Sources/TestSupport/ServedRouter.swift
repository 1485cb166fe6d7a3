import HTTPServing
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle

/// Serves a router on a port of loopback and runs `body` with the port.
public func serving<Context: InitializableFromSource & RequestContext>(
    _ router: Router<Context>, by server: HTTPServerBuilder = HTTP1Server.builder(), _ body: (Int) async throws -> Void
) async throws where Context.Source == ApplicationRequestContextSource {
    let port = AsyncStream<Int>.makeStream()
    var quiet = Logger(label: "test")
    quiet.logLevel = .critical
    let application = Application(
        router: router, server: server, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in port.continuation.yield(channel.localAddress?.port ?? 0) }, logger: quiet)
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [application], logger: quiet))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        for await number in port.stream {
            try await body(number)
            break
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}
