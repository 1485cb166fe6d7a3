import Foundation
import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A vendor's stand-in that can be served.
public protocol Simulator: Sendable {
    /// Adds the vendor's routes.
    func addRoutes(to router: Router<BasicRequestContext>)
    /// The faults that were ordered for it.
    var faults: FaultPlan { get }
}

/// Serves simulators on loopback, each on a port of its own.
public enum SimulatedServer {
    /// Runs `body` while the simulators answer; their addresses are in the order given.
    ///
    /// - Parameter asked: ports in the same order; 0 and missing ones are chosen.
    public static func serving<Value: Sendable>(
        _ simulators: [any Simulator], ports asked: [Int] = [],
        _ body: @escaping @Sendable ([String]) async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            var ports: [PortBox] = []
            for (index, simulator) in simulators.enumerated() {
                let port = index < asked.count ? asked[index] : 0
                let box = PortBox()
                ports.append(box)
                group.addTask {
                    try await run(simulator, port: port) { box.set($0) }
                    return nil
                }
            }
            var addresses: [String] = []
            for box in ports { addresses.append("http://127.0.0.1:\(try await box.port())") }
            let known = addresses
            group.addTask { try await body(known) }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    /// Serves one simulator on a port (0 chooses one) until the task is cancelled.
    public static func run(
        _ simulator: any Simulator, port: Int, started: @escaping @Sendable (Int) -> Void
    ) async throws {
        let router = Router()
        router.add(middleware: FaultMiddleware(plan: simulator.faults))
        simulator.addRoutes(to: router)
        var logger = Logger(label: "simulator")
        logger.logLevel = .critical
        let application = Application(
            router: router,
            server: HTTP1Server.builder(.init(additionalChannelHandlers: [LostAnswer()])),
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { started($0.localAddress?.port ?? 0) },
            logger: logger)
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: application)], logger: logger))
        try await withTaskCancellationHandler {
            try await group.run()
        } onCancel: {
            Task { await group.triggerGracefulShutdown() }
        }
    }
}

/// Hands the port over from the server's start.
private final class PortBox: Sendable {
    private let stream = AsyncStream<Int>.makeStream()

    func set(_ port: Int) {
        stream.continuation.yield(port)
        stream.continuation.finish()
    }

    func port() async throws -> Int {
        for await port in stream.stream { return port }
        throw CancellationError()
    }
}
