import Attendance
import Foundation
import HTTPTransport
import Hummingbird
import Logging
import ServiceLifecycle
import Store
import SyncEngine
import UnixSignals

/// The composition root of `rollcall serve`: the schedule, the deliveries and the HTTP side as services of one
/// group that stops cleanly on SIGTERM and SIGINT.
public struct RollcallServer: Sendable {
    public let engine: Engine
    private let log: Logger

    public init(engine: Engine, log: Logger) {
        self.engine = engine
        self.log = log
    }

    /// Serves until it is told to stop.
    ///
    /// - Parameter started: told the address once it listens.
    public func run(host: String, port: Int, started: @escaping @Sendable (String) -> Void) async throws {
        let deliveries = DeliverySchedule(engine: engine)
        let syncs = SyncSchedule(engine: engine) { deliveries.wakeUp() }
        let probes = Probes(engine: engine, syncs: syncs, deliveries: deliveries)
        let router = Router()
        probes.addRoutes(to: router)
        var quiet = log
        quiet.logLevel = .warning
        let application = Application(
            router: router,
            configuration: .init(address: .hostname(host, port: port), serverName: "Rollcall"),
            onServerRunning: { channel in
                started("http://\(host):\(channel.localAddress?.port ?? port)")
            },
            logger: quiet)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: application),
                    .init(service: Loop { await syncs.run() }),
                    .init(service: Loop { await deliveries.run() }),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: quiet))
        try await group.run()
    }
}

/// A loop as a service: cancelled on graceful shutdown, so that runs under way end at their last durable page.
private struct Loop: Service {
    let body: @Sendable () async -> Void

    func run() async throws { await cancelWhenGracefulShutdown(body) }
}
